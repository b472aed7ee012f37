package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.Answer;
import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.client.CallFailed;
import dev.presgen.orchestrator.cli.client.CallFailed.Refused;
import dev.presgen.orchestrator.cli.client.CallFailed.Unreachable;
import dev.presgen.orchestrator.cli.client.Endpoint;
import dev.presgen.orchestrator.cli.demo.Browser;
import dev.presgen.orchestrator.cli.demo.Learner;
import dev.presgen.orchestrator.cli.demo.LinkCheck;
import dev.presgen.orchestrator.cli.demo.Studies;
import dev.presgen.orchestrator.cli.view.GapReport;
import dev.presgen.orchestrator.cli.view.Link;
import dev.presgen.orchestrator.cli.view.Progress;
import dev.presgen.orchestrator.cli.view.Times;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** One assessment from the request to the delivered links, with a learner who takes it. */
final class Rehearsal {
  private static final String COMPLETED = "assessment-completed";
  private static final Duration AT_MOST = Duration.ofMinutes(5);

  /** The form's response may need a moment until it can be read, and so may the form's service. */
  private static final Duration SIGNAL_AT_MOST = Duration.ofSeconds(30);

  private static final Duration SIGNAL_PAUSE = Duration.ofSeconds(1);

  /** Fixed, so that every demonstration shows the same learner. */
  private static final long LEARNER_SEED = 1;
  private static final String STUDIED = "/banks/aws-saa-c03.json";

  private final Session session;
  private final ApiClient api;
  private final Browser browser;
  private final Duration atMost;
  private final Check check;
  private final long begin = System.nanoTime();
  private final long end;

  Rehearsal(Session session, ApiClient api, Browser browser) {
    this(session, api, browser, AT_MOST, _ -> true);
  }

  /**
   * A rehearsal with one more check.
   *
   * @param atMost how long it may take
   */
  Rehearsal(Session session, ApiClient api, Browser browser, Duration atMost, Check check) {
    this.session = session;
    this.api = api;
    this.browser = browser;
    this.atMost = atMost;
    this.check = check;
    this.end = begin + atMost.toNanos();
  }

  /** What must hold of a completed run besides. */
  @FunctionalInterface
  interface Check {
    boolean holds(Answer run) throws IOException, InterruptedException;
  }

  /**
   * Plays it through, and tells whether the run completed and every link opened.
   *
   * @param request the body of a call that starts a run of the assessment workflow
   */
  boolean play(String request) throws IOException, InterruptedException {
    var run = api.post(Endpoint.of("runs"), request).body().text("id");
    var input = Answer.parse(request).at("input");
    session.say(
        "Run %s: %s, %d questions for %s"
            .formatted(
                run,
                input.at("certification").text("name"),
                input.at("assessment").number("questionCount"),
                input.at("learner").text("email")));
    var follower = new Follower(api, run, session.ink(), session::say);
    var now = follower.until(at -> Progress.hasEnded(at) || Progress.needsPerson(at), end);
    if (isWaiting(now)) {
      learn(now, input.at("learner").text("email"), follower);
      now =
          follower.until(
              at -> Progress.hasEnded(at) || at.text("status").equals("NEEDS_ATTENTION"), end);
    }
    return report(now);
  }

  private void learn(Answer run, String email, Follower follower)
      throws IOException, InterruptedException {
    var form = run.at("links").text("form");
    var sent =
        new Learner(email, Studies.of(STUDIED), LEARNER_SEED).answer(URI.create(form), browser);
    session.say("      The learner opened " + form);
    session.say("      and answered " + sent.questions() + " questions.");
    signal(run.text("id"), follower);
  }

  /** Says that the learner is done, unless the service notices by itself first. */
  private void signal(String run, Follower follower) throws InterruptedException {
    var giveUp = System.nanoTime() + SIGNAL_AT_MOST.toNanos();
    while (true) {
      try {
        api.post(Endpoint.of("runs", run, "signals", COMPLETED));
        session.say("      Signal sent: " + COMPLETED);
        return;
      } catch (CallFailed e) {
        var now = follower.until(at -> !isWaiting(at), System.nanoTime() + SIGNAL_PAUSE.toNanos());
        if (!isWaiting(now)) {
          session.say("      The service has found the response itself.");
          return;
        }
        if (!mayPass(e) || System.nanoTime() - giveUp > 0) {
          throw e;
        }
      }
    }
  }

  /** The response cannot be read yet, or the form cannot be looked at for the moment. */
  private static boolean mayPass(CallFailed failed) {
    return switch (failed) {
      case Refused refused -> refused.status() == 409;
      case Unreachable _ -> true;
    };
  }

  private static boolean isWaiting(Answer run) {
    return run.text("status").equals("WAITING");
  }

  private boolean report(Answer run) throws IOException, InterruptedException {
    if (!run.text("status").equals("COMPLETED")) {
      if (!Progress.hasEnded(run) && System.nanoTime() - end > 0) {
        session.say(
            "Not through after %s: still at %s."
                .formatted(Times.text(atMost), run.at("step").text("name")));
      }
      session.show(run, Progress::closing);
      return false;
    }
    session.say("");
    session.say(GapReport.lines(run, session.ink()));
    session.say(session.ink().strong("Links"));
    var opened = open(run);
    var holds = check.holds(run);
    session.say(
        "%s in %s, %s."
            .formatted(
                run.text("status"),
                Times.text(Duration.ofNanos(System.nanoTime() - begin)),
                opened ? "every link opens" : "but not every link opens"));
    if (session.json()) {
      session.show(run, (_, _) -> List.of());
    }
    return opened && holds;
  }

  private boolean open(Answer run) throws InterruptedException {
    var links = Link.of(run);
    var good = !links.isEmpty();
    for (var link : links) {
      var check = LinkCheck.of(link, browser);
      good &= check.good();
      var mark = check.good() ? session.ink().good("✓") : session.ink().bad("✗");
      session.say(
          "  %s %s: %s (%s)".formatted(mark, link.name(), link.url(), check.answer()));
    }
    return good;
  }
}
