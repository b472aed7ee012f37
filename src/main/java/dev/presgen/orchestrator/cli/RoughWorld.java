package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.Answer;
import dev.presgen.orchestrator.cli.demo.Browser;
import dev.presgen.orchestrator.cli.demo.Census;
import dev.presgen.orchestrator.cli.demo.Mishaps;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A sandbox that throttles, fails and loses replies, and the look at what became of it. */
record RoughWorld(Session session, Browser browser, URI service) {

  /** Quotas by a clock that runs 60 times as fast, and pauses that suit it. */
  static final List<String> SETTINGS =
      List.of(
          "--presgen.sandbox.faults=rough",
          "--presgen.sandbox.quotas.enabled=true",
          "--presgen.sandbox.quotas.scale=60",
          // Twice the lag of the scenario's listings.
          "--presgen.google.listing-lag=1s",
          "--resilience4j.circuitbreaker.configs.default.wait-duration-in-open-state=2s",
          "--presgen.retry.initial-delay=300ms",
          "--presgen.retry.max-delay=3s");

  /** Says what went wrong, and whether there is one of everything all the same, videos apart. */
  boolean judge(Answer run) throws IOException, InterruptedException {
    var mishaps = mishaps();
    session.say(
        "The sandbox let %d calls go wrong: %s.".formatted(mishaps.all(), mishaps.text()));
    if (mishaps.all() == 0) {
      session.say("Nothing went wrong, so nothing is shown.");
      return false;
    }
    var census = Census.of(read("/sandbox/state"), run);
    var mark = census.isRight() ? session.ink().good("✓") : session.ink().bad("✗");
    session.say(mark + " " + census.text());
    return census.isRight();
  }

  /** What has gone wrong so far. */
  Mishaps mishaps() throws IOException, InterruptedException {
    return Mishaps.of(read("/sandbox/faults"), read("/sandbox/quotas"));
  }

  private Answer read(String path) throws IOException, InterruptedException {
    return Answer.parse(browser.open(service.resolve(path)).text());
  }
}
