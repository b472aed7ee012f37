package dev.presgen.orchestrator.sandbox.faults;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What becomes of a call. */
sealed interface Fault {

  /**
   * It is refused in the service's own envelope.
   *
   * @param status from 400 to 599
   * @param reason Google's; null for the usual one of the status
   * @param retryAfter seconds, for the header; empty for no header
   */
  record Refused(int status, @Nullable String reason, String message, OptionalInt retryAfter)
      implements
      Fault {}

  /** A front end answers with a page. */
  record Page(int status) implements Fault {}

  /** PresGen's own way to fail: status 200 and {@code "success": false}. */
  record NoSuccess(String message) implements Fault {}

  /** The connection ends without an answer. */
  record Dropped() implements Fault {}

  /** The answer takes a while longer. */
  record Delayed(Duration delay) implements Fault {}

  /** The body is no JSON. */
  record Malformed() implements Fault {}

  /** The connection ends in the middle of the body. */
  record Truncated() implements Fault {}

  /** The body goes on and on. */
  record Endless(Duration atMost) implements Fault {}
}
