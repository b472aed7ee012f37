package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.Answer;
import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.client.CallFailed.Unreachable;
import dev.presgen.orchestrator.cli.client.Endpoint;
import dev.presgen.orchestrator.cli.client.EventStream;
import dev.presgen.orchestrator.cli.view.Ink;
import dev.presgen.orchestrator.cli.view.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Watches a run and tells what happens. The event stream only says when to look; what is told comes
 * from the run itself, so a lost event or a lost stream costs promptness and nothing else.
 */
final class Follower {
  private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(2);

  /** A service that is started anew is back long before. */
  private static final Duration UNREACHABLE_AT_MOST = Duration.ofMinutes(1);

  private final ApiClient api;
  private final String run;
  private final Ink ink;
  private final Consumer<String> tell;
  private Answer told = Answer.NONE;

  Follower(ApiClient api, String run, Ink ink, Consumer<String> tell) {
    this.api = api;
    this.run = run;
    this.ink = ink;
    this.tell = tell;
  }

  /** Tells what happens until the run is as wanted, and gives the run. */
  Answer until(Predicate<Answer> wanted) throws InterruptedException {
    return watch(wanted, Optional.empty());
  }

  /**
   * Tells what happens until the run is as wanted, or the time is up, and gives the run as it was
   * last.
   *
   * @param end on the clock of {@link System#nanoTime}
   */
  Answer until(Predicate<Answer> wanted, long end) throws InterruptedException {
    return watch(wanted, Optional.of(end));
  }

  private Answer watch(Predicate<Answer> wanted, Optional<Long> end) throws InterruptedException {
    var lastAnswer = System.nanoTime();
    try (var events = EventStream.open(api, Endpoint.of("runs", run, "events"), Optional.empty())) {
      while (true) {
        try {
          var now = api.get(Endpoint.of("runs", run));
          lastAnswer = System.nanoTime();
          Progress.lines(told, now, ink).forEach(tell);
          told = now;
          if (wanted.test(now)) {
            return now;
          }
        } catch (Unreachable e) {
          if (System.nanoTime() - lastAnswer > UNREACHABLE_AT_MOST.toNanos()) {
            throw e;
          }
        }
        if (events.next(LOOK_AT_LEAST_EVERY).isPresent()) {
          events.drain();
        }
        if (end.isPresent() && System.nanoTime() - end.get() > 0) {
          return told;
        }
      }
    }
  }
}
