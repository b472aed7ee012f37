/**
 * What there is too little of outside: calls a minute and places at a service, and who waits for
 * them in which order. In this process, or shared through PostgreSQL by all nodes on it. May import
 * {@code workflows.OnBehalf}.
 */
@NullMarked
package dev.presgen.orchestrator.adapters.limits.quota;

import org.jspecify.annotations.NullMarked;
