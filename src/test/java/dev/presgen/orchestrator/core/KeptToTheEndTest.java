package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.LEARNER;
import static dev.presgen.orchestrator.core.Scenario.NOON;
import static dev.presgen.orchestrator.core.Scenario.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Event.KeptSignalDropped;
import dev.presgen.orchestrator.core.Event.RunEnded;
import dev.presgen.orchestrator.core.Lifecycle.Cause;
import dev.presgen.orchestrator.core.Lifecycle.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was promised to be kept is dropped with a reason when its run ends, however it ends. */
class KeptToTheEndTest {

  private static final Address FORM = new Address(Path.ROOT, "FORM", 1);
  private static final Failure REFUSED =
      new Failure.Permanent("REFUSED", "it is not allowed", "Allow it.");
  private static final KeptSignalDropped DROPPED =
      new KeptSignalDropped(NOON, "signal-1", "answered", "the run has ended");

  private final Scenario run = Scenario.claimed(Flows.assessment(), "");

  @AfterEach
  void nothing_is_kept_any_more() {
    assertThat(run.state().ended()).isTrue();
    assertThat(run.state().kept()).isEmpty();
  }

  private void keep() {
    run.succeed("WRITE");
    run.succeed("FOLDER");
    var early = run.answered();
    assertThat(run.accept(early))
        .isEqualTo(
            List.of(
                new Event.SignalKept(NOON, "signal-1", "answered", early.payload(), LEARNER)));
  }

  private static RunEnded ended(Outcome outcome) {
    return new RunEnded(NOON, outcome, Optional.empty(), Optional.empty());
  }

  @Test
  void when_it_is_cancelled() {
    keep();
    run.fail("FORM", new Failure.Transient("connection refused"));
    assertThat(run.accept(run.cancel(false)))
        .isEqualTo(
            List.of(
                new Event.CancelRequested(
                    NOON, Outcome.CANCELLED, false, Optional.empty(), Optional.of(OPERATOR)),
                DROPPED,
                ended(Outcome.CANCELLED)));
  }

  @Test
  void when_it_is_cancelled_and_all_is_taken_back() {
    keep();
    run.accept(run.cancel(true));
    run.fail("FORM", new Failure.Unknown(Failure.Unknown.STOPPED, "interrupted"));
    run.undone("FORM");
    assertThat(run.undone("FOLDER")).endsWith(DROPPED, ended(Outcome.CANCELLED));
  }

  @Test
  void when_it_fails_and_what_is_left_of_it_is_accepted() {
    keep();
    run.fail("FORM", REFUSED);
    run.fail("FORM", REFUSED);
    run.undone("FOLDER");
    assertThat(run.accept(run.acceptLeftovers()))
        .isEqualTo(
            List.of(
                DROPPED,
                new RunEnded(
                    NOON,
                    Outcome.FAILED,
                    Optional.of(new Cause(FORM, 1, REFUSED)),
                    Optional.of(OPERATOR))));
  }

  @Test
  void all_of_them_in_the_order_in_which_they_came() {
    keep();
    run.accept(run.signal("note", "well"));
    run.fail("FORM", new Failure.Transient("connection refused"));
    assertThat(run.accept(run.cancel(false)))
        .endsWith(
            DROPPED,
            new KeptSignalDropped(NOON, "signal-2", "note", "the run has ended"),
            ended(Outcome.CANCELLED));
  }
}
