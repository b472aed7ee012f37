/**
 * The decider: what a run is, what may happen to it, and what ought to be done next, as values and
 * pure functions. It knows no clock, no randomness, no I/O and no framework; it may import nothing
 * but {@code java.lang}, {@code java.util}, {@code java.time} and {@code java.math}.
 */
package dev.presgen.orchestrator.core;
