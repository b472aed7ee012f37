/**
 * What is asked to go wrong with calls, at {@code /sandbox/faults}: refusals, errors after the effect, lost replies,
 * delays, unreadable bodies, and situations that concern everybody. Nothing goes wrong unasked. May import the root of
 * the sandbox and {@code google}.
 */
@org.jspecify.annotations.NullMarked
package dev.presgen.orchestrator.sandbox.faults;
