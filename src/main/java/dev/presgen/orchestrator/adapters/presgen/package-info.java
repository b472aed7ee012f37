/**
 * PresGen Core and PresGen Avatar behind the ports {@code Presentations} and {@code Videos}, over
 * plain HTTP, in both styles that the services know: {@code render} answers when all is made,
 * {@code jobs} answers at once and is asked again. May import {@code core.Failure}, the ports in
 * {@code workflows.assessment}, and {@code adapters.limits}.
 */
@NullMarked
package dev.presgen.orchestrator.adapters.presgen;

import org.jspecify.annotations.NullMarked;
