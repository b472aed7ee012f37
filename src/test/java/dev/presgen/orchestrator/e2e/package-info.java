/**
 * The whole service, driven from outside over real HTTP: as a program that starts runs, as a learner
 * at a browser, as an operator, and as a network between it and its outside services that fails. May
 * import {@code Orchestrator} and what the API and the sandbox answer; nothing of how they do it.
 */
@NullMarked
package dev.presgen.orchestrator.e2e;

import org.jspecify.annotations.NullMarked;
