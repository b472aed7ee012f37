/**
 * What carries runs: the calls that the web makes, and what a driver of any kind needs. One package
 * below this one for each way to make a run durable. May import {@code core} and {@code workflows}.
 */
@NullMarked
package dev.presgen.orchestrator.runtime;

import org.jspecify.annotations.NullMarked;
