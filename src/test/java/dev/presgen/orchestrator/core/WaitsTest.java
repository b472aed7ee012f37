package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static dev.presgen.orchestrator.core.Scenario.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitsTest {

  private static final Address ANSWER = new Address(Path.ROOT, "ANSWER", 1);
  private static final Address LISTEN = new Address(Path.ROOT, "LISTEN", 1);
  private static final Failure NO_ANSWER =
      new Failure.Permanent("NO_ANSWER", "nobody answered", "Extend.");

  private static Instant day(int days) {
    return NOON.plus(Duration.ofDays(days));
  }

  private static TimerState timer(String name, String timer, int due) {
    return new TimerState(name, timer, NOON, day(due), false);
  }

  private static Event fired(Instant time, Address at, String name, int due) {
    return new Event.TimerFired(
        time, at, name, day(due), Optional.empty(), false, Optional.empty());
  }

  @Test
  void an_open_wait_asks_for_looks_and_is_due_at_its_first_timer() {
    var run = Scenario.waitingForAnswer("");
    var timers =
        List.of(
            timer("reminder-1", "reminder", 2),
            timer("reminder-2", "reminder", 6),
            timer("deadline", "deadline", 7));
    assertThat(run.root())
        .isEqualTo(
            new Position.Waiting(
                ANSWER, NOON, timers, Optional.of("learner@example.org"), Optional.empty()));
    assertThat(run.agenda())
        .isEqualTo(
            new Agenda(
                List.of(
                    new Agenda.Look(
                        ANSWER, Flows.probe("SCORE"), NOON, Optional.empty(), Optional.empty())),
                false,
                Optional.of(day(2))));
    assertThat(run.status()).isEqualTo(Status.WAITING);
  }

  @Test
  void a_reminder_fires_once_and_the_wait_goes_on() {
    var run = Scenario.waitingForAnswer("");
    assertThat(run.tickAfter(Duration.ofDays(2)))
        .isEqualTo(List.of(fired(day(2), ANSWER, "reminder-1", 2)));
    assertThat(run.tick()).isEmpty();
    assertThat(run.agenda().due()).contains(day(6));
  }

  @Test
  void what_was_due_at_the_time_of_a_fact_comes_before_it() {
    var run = Scenario.waitingForAnswer("");
    run.later(Duration.ofDays(6));
    assertThat(run.accept(run.answered()).subList(0, 2))
        .isEqualTo(
            List.of(
                fired(day(6), ANSWER, "reminder-1", 2), fired(day(6), ANSWER, "reminder-2", 6)));
  }

  @Test
  void a_repeated_timer_makes_up_for_missed_firings_once_and_keeps_its_beat() {
    var run = Scenario.claimed(Flows.talk(), "");
    run.tickAfter(Duration.ofDays(3)); // The silence.
    assertThat(run.tickAfter(Duration.ofDays(19)))
        .isEqualTo(
            List.of(
                new Event.TimerFired(
                    day(22),
                    LISTEN,
                    "weekly",
                    day(7),
                    Optional.of(day(28)),
                    false,
                    Optional.empty())));
    assertThat(run.agenda().due()).contains(day(28));
  }

  @Test
  void a_timer_from_the_last_signal_begins_anew_with_each_and_touches_no_other() {
    var run = Scenario.claimed(Flows.talk(), "");
    run.later(Duration.ofDays(2));
    run.accept(run.signal("note", "still here"));
    assertThat(((Position.Waiting) run.root()).timers())
        .isEqualTo(
            List.of(
                timer("weekly", "weekly", 7),
                new TimerState("silence", "silence", day(2), day(5), false),
                timer("deadline", "deadline", 30)));
    assertThat(run.tickAfter(Duration.ofDays(3)))
        .isEqualTo(List.of(fired(day(5), LISTEN, "silence", 5)));
    run.accept(run.signal("note", "back again"));
    assertThat(run.tickAfter(Duration.ofDays(3))).contains(fired(day(8), LISTEN, "silence", 8));
  }

  @Test
  void a_deadline_leads_where_it_points_and_leaves_nothing_behind() {
    var run = Scenario.claimed(Flows.talk(), "");
    run.tickAfter(Duration.ofDays(30));
    assertThat(run.journal())
        .contains(
            new Event.TimerFired(
                day(30),
                LISTEN,
                "deadline",
                day(30),
                Optional.empty(),
                false,
                Optional.of("GIVE_UP")));
    assertThat(run.state().root().outputs().get("LISTEN"))
        .isEqualTo(new Output.Nothing("timer deadline ended the wait"));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void when_the_time_is_up_the_probe_looks_a_last_time() {
    var run = Scenario.waitingForAnswer("");
    run.tickAfter(Duration.ofDays(7));
    assertThat(run.agenda())
        .isEqualTo(
            new Agenda(
                List.of(
                    new Agenda.Look(
                        ANSWER, Flows.probe("SCORE"), NOON, Optional.of(day(7)), Optional.empty())),
                false,
                Optional.empty()));
    run.later(Duration.ofMinutes(1));
    run.accept(run.probeFound(""));
    assertThat(run.state().pivotPassed()).isTrue();
  }

  @Test
  void a_wait_that_cannot_be_judged_when_its_time_is_up_is_for_a_person_and_can_be_extended() {
    var run = Scenario.waitingForAnswer("");
    assertThat(run.accept(run.probeRefused(""))).isEmpty();
    run.tickAfter(Duration.ofDays(7));
    run.accept(run.probeRefused(""));
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(((Position.Stuck) run.root()).failure())
        .isEqualTo(
            new Failure.Permanent(
                "FORM_GONE",
                "the form is in the trash",
                "Mend it, then extend the wait; or cancel the run."));
    run.accept(run.extend(day(9)));
    assertThat(run.status()).isEqualTo(Status.WAITING);
  }

  @Test
  void only_what_happened_before_the_deadline_counts_however_late_it_is_noticed() {
    var run = Scenario.waitingForAnswer("");
    run.tickAfter(Duration.ofDays(9));
    assertThat(((Position.Waiting) run.root()).closing()).contains(day(7));
  }

  @Test
  void a_signal_still_counts_while_the_last_look_is_under_way() {
    var run = Scenario.waitingForAnswer("");
    run.tickAfter(Duration.ofDays(7));
    run.accept(run.answered());
    assertThat(run.state().pivotPassed()).isTrue();
  }

  @Test
  void when_the_last_look_finds_nothing_a_person_must_decide() {
    var run = Scenario.waitingForAnswer("");
    run.tickAfter(Duration.ofDays(7));
    assertThat(run.accept(run.probeFoundNothing("")))
        .isEqualTo(List.of(new Event.StepStuck(day(7), ANSWER, NO_ANSWER)));
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(run.decider.possible(run.state())).containsExactly("pause", "cancel", "extend");
    assertThat(run.refuse(run.answered())).isEqualTo("WAIT_EXPIRED");
    assertThat(run.refuse(run.retry())).isEqualTo("NOTHING_TO_RETRY");
  }

  @Test
  void a_wait_without_a_probe_expires_at_once() {
    var flow =
        Workflow.named("brief", "1", Flows.Input.class)
            .wait("HEAR", Flows.Answered.class)
            .signal(Flows.closing("said", "END"))
            .timer(
                Flows.after(
                    "deadline",
                    Duration.ofDays(1),
                    new Node.Elapsed.Expire("NO_ANSWER", "nobody answered", "Extend.")))
            .done()
            .end("END")
            .build();
    var run = Scenario.claimed(flow, "");
    run.tickAfter(Duration.ofDays(1));
    assertThat(run.root())
        .isInstanceOfSatisfying(
            Position.Stuck.class, stuck -> assertThat(stuck.failure()).isEqualTo(NO_ANSWER));
  }

  @Test
  void an_extension_moves_the_deadline_and_the_reminders_before_it() {
    var run = Scenario.waitingForAnswer("");
    run.tickAfter(Duration.ofDays(3));
    var moved =
        List.of(
            new TimerState("reminder-1", "reminder", day(3), day(5), false),
            new TimerState("reminder-2", "reminder", day(3), day(9), false),
            new TimerState("deadline", "deadline", day(3), day(10), false));
    assertThat(run.accept(run.extend(day(10))))
        .isEqualTo(List.of(new Event.Extended(day(3), ANSWER, moved, day(10), OPERATOR)));
    assertThat(run.agenda().due()).contains(day(5));
  }

  @Test
  void an_extension_opens_an_expired_wait_again() {
    var run = Scenario.waitingForAnswer("");
    run.tickAfter(Duration.ofDays(7));
    run.accept(run.probeFoundNothing(""));
    run.later(Duration.ofDays(1));
    run.accept(run.extend(day(10)));
    assertThat(run.root())
        .isEqualTo(
            new Position.Waiting(
                ANSWER,
                NOON,
                List.of(
                    new TimerState("reminder-1", "reminder", day(8), day(5), true),
                    new TimerState("reminder-2", "reminder", day(8), day(9), false),
                    new TimerState("deadline", "deadline", day(8), day(10), false)),
                Optional.of("learner@example.org"),
                Optional.empty()));
    run.accept(run.answered());
    assertThat(run.state().pivotPassed()).isTrue();
  }

  @Test
  void an_extension_must_lie_ahead_but_not_too_far_and_needs_a_deadline() {
    var run = Scenario.waitingForAnswer("");
    assertThat(run.refuse(run.extend(NOON))).isEqualTo("UNTIL_OUT_OF_RANGE");
    assertThat(run.refuse(run.extend(day(367)))).isEqualTo("UNTIL_OUT_OF_RANGE");
    assertThat(run.accept(run.extend(day(366)))).hasSize(1);
    assertThat(Scenario.scoring("").refuse(run.extend(day(9)))).isEqualTo("NOTHING_TO_EXTEND");
  }

  @Test
  void a_function_that_fails_leaves_its_wait_to_a_person_who_can_retry_it() {
    var offsets =
        new Named.Offsets(
            "offsets",
            outputs -> outputs.input(Flows.Input.class).says("many")
                ? List.copyOf(java.util.Collections.nCopies(101, Duration.ofDays(1)))
                : List.of(Duration.ofDays(1)));
    var flow =
        Workflow.named("broken", "1", Flows.Input.class)
            .wait("HEAR", Flows.Answered.class)
            .signal(Flows.closing("said", "END"))
            .timer(
                new Node.Timer(
                    "reminder",
                    new Node.Schedule.Computed(offsets),
                    Node.Anchor.OPENING,
                    new Node.Elapsed.Stay()))
            .done()
            .end("END")
            .build();
    var run = Scenario.claimed(flow, "many");
    var stuck = run.root();
    assertThat(((Position.Stuck) stuck).failure())
        .isEqualTo(
            new Failure.Permanent(
                "BUG",
                "a function of the workflow failed: offsets must give at most 100 times",
                "Mend the workflow, then retry."));
    run.accept(run.retry());
    run.tick();
    assertThat(run.root()).isEqualTo(stuck);
  }

  @Test
  void time_never_runs_backwards() {
    var run = Scenario.waitingForAnswer("");
    run.tickAfter(Duration.ofDays(2));
    run.later(Duration.ofDays(-1));
    assertThat(run.accept(run.signal("note", "from the past")).getFirst().time())
        .isEqualTo(day(2));
    assertThat(run.state().time()).isEqualTo(day(2));
  }
}
