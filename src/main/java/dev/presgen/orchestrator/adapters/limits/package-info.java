/**
 * What stands around every call to an outside service, and what all adapters share: the quota, the
 * circuit breaker, the time limit, short retries, the log line and the timer of a call; which world
 * the service works in, and its own address in the sandbox. May import {@code core.Failure} and the
 * root of {@code workflows}.
 */
@NullMarked
package dev.presgen.orchestrator.adapters.limits;

import org.jspecify.annotations.NullMarked;
