package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Flows.Answered;
import dev.presgen.orchestrator.core.Node.Anchor;
import dev.presgen.orchestrator.core.Node.Elapsed;
import dev.presgen.orchestrator.core.Node.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What counts from the last signal goes on counting when a timer leads from wait to wait. */
class SilenceTest {

  private static final Node.Timer SILENCE =
      new Node.Timer(
          "silence",
          new Schedule.After(Duration.ofDays(14)),
          Anchor.LAST_SIGNAL,
          new Elapsed.GoTo("GIVEN_UP"));
  private static final Node.Timer WEEKLY =
      new Node.Timer(
          "weekly",
          new Schedule.Every(Duration.ofDays(7)),
          Anchor.OPENING,
          new Elapsed.GoTo("ASKED"));
  private static final Address ASKED = new Address(Path.ROOT, "ASKED", 1);

  private static Instant day(int days) {
    return NOON.plus(Duration.ofDays(days));
  }

  private static TimerState timer(String name, int set, int due) {
    return new TimerState(name, name, day(set), day(due), false);
  }

  private static Scenario hearing(
      Node.Timer silence,
      UnaryOperator<GraphBuilder<WorkflowBuilder>.WaitBuilder> more) {
    var flow =
        Workflow.named("flow", "1", Flows.Input.class)
            .wait("HEARD", Answered.class)
            .signal(Flows.staying("note"))
            .signal(Flows.closing("ask", "ASKED"))
            .timer(WEEKLY)
            .timer(SILENCE)
            .done();
    var asked =
        flow.wait("ASKED", Answered.class)
            .signal(Flows.staying("note"))
            .signal(Flows.closing("answer", "HEARD"))
            .timer(silence);
    more.apply(asked).done();
    return Scenario.claimed(flow.end("GIVEN_UP").build(), "");
  }

  private static Scenario hearing() {
    return hearing(SILENCE, asked -> asked);
  }

  private static Position asked(Scenario run) {
    assertThat(run.root().at()).isEqualTo(ASKED);
    return run.root();
  }

  private static List<TimerState> timers(Scenario run) {
    return ((Position.Waiting) asked(run)).timers();
  }

  @Test
  void from_the_opening_where_nobody_has_said_anything() {
    var run = hearing();
    assertThat(run.tickAfter(Duration.ofDays(7)))
        .isEqualTo(
            List.of(
                new Event.TimerFired(
                    day(7), new Address(Path.ROOT, "HEARD", 1), "weekly", day(7),
                    Optional.empty(), false, Optional.of("ASKED")),
                new Event.WaitOpened(
                    day(7), ASKED, List.of(timer("silence", 0, 14)), Optional.empty())));
    assertThat(run.tickAfter(Duration.ofDays(7).minusMillis(1))).isEmpty();
    run.tickAfter(Duration.ofMillis(1));
    assertThat(run.root().at().node()).isEqualTo("GIVEN_UP");
  }

  @Test
  void from_the_last_signal_of_either_wait() {
    var run = hearing();
    run.later(Duration.ofDays(4));
    run.accept(run.signal("note", "here"));
    run.tickAfter(Duration.ofDays(3));
    assertThat(timers(run)).isEqualTo(List.of(timer("silence", 4, 18)));
    run.later(Duration.ofDays(2));
    run.accept(run.signal("note", "still here"));
    assertThat(timers(run)).isEqualTo(List.of(timer("silence", 9, 23)));
  }

  @Test
  void however_late_it_is_noticed() {
    var run = hearing();
    run.tickAfter(Duration.ofDays(10));
    assertThat(timers(run)).isEqualTo(List.of(timer("silence", 0, 14)));
    var late = hearing();
    assertThat(late.tickAfter(Duration.ofDays(30)))
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("TimerFired", "WaitOpened", "TimerFired", "RunEnded");
  }

  @Test
  void and_a_pause_moves_it_though_it_comes_when_the_timer_was_due() {
    var run = hearing();
    run.later(Duration.ofDays(8));
    run.accept(run.pause());
    run.later(Duration.ofDays(30));
    run.accept(run.resume());
    assertThat(timers(run)).isEqualTo(List.of(timer("silence", 0, 44)));
  }

  @Test
  void and_a_signal_that_races_with_the_timer_is_one_of_the_next_wait() {
    var run = hearing();
    run.later(Duration.ofDays(7));
    run.accept(run.signal("answer", "here"));
    assertThat(((Position.Waiting) run.root()).timers())
        .isEqualTo(List.of(timer("weekly", 7, 14), timer("silence", 7, 21)));
  }

  @Test
  void but_a_signal_that_leads_there_begins_it_anew() {
    var run = hearing();
    run.later(Duration.ofDays(4));
    run.accept(run.signal("ask", "please"));
    assertThat(timers(run)).isEqualTo(List.of(timer("silence", 4, 18)));
  }

  @Test
  void and_one_that_is_not_the_same_begins_anew() {
    var run =
        hearing(
            new Node.Timer(
                "silence",
                new Schedule.After(Duration.ofDays(15)),
                Anchor.LAST_SIGNAL,
                new Elapsed.GoTo("GIVEN_UP")),
            asked -> asked.timer(
                new Node.Timer(
                    "weekly", WEEKLY.schedule(), Anchor.OPENING, new Elapsed.Stay())));
    run.tickAfter(Duration.ofDays(7));
    assertThat(timers(run)).isEqualTo(List.of(timer("silence", 7, 22), timer("weekly", 7, 14)));
  }

  @Test
  void and_a_wait_that_cannot_be_opened_is_for_a_person() {
    var run =
        hearing(
            SILENCE,
            asked -> asked.assignee(
                new Named.Assignee(
                    "nobody",
                    outputs -> {
                      throw new IllegalStateException("nobody is there");
                    })));
    run.tickAfter(Duration.ofDays(7));
    assertThat(asked(run)).isInstanceOf(Position.Stuck.class);
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
  }
}
