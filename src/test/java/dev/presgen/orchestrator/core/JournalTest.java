package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalTest {

  private static final int FULL = RunState.EVENTS_MAX - RunState.EVENTS_RESERVED;

  @Test
  void a_run_begins_with_who_asked_for_what() {
    var run = Scenario.started(Flows.single(), "words");
    assertThat(run.journal())
        .isEqualTo(
            List.of(
                new Event.RunStarted(
                    NOON,
                    "run-1",
                    "single",
                    "1",
                    Flows.single().fingerprint(),
                    "WORK",
                    new Ref("ref-Input[words=words]"),
                    Scenario.OPERATOR)));
  }

  @Test
  void a_run_with_too_many_events_is_set_aside_and_keeps_the_rest_for_orders_and_undo() {
    var run = Scenario.waitingForAnswer("");
    while (run.state().sequence() < FULL) {
      run.accept(run.signal("note", "more"));
    }
    assertThat(run.refuse(run.signal("note", "more"))).isEqualTo("TOO_MANY_EVENTS");
    run.accept(run.probeFound(""));
    assertThat(((Position.Stuck) run.root()).failure())
        .isEqualTo(
            new Failure.Permanent(
                "TOO_MANY_EVENTS",
                "the run has " + (FULL + 1) + " events, as many as a run may have",
                "Cancel the run and start a new one."));
    run.accept(run.cancel(false));
    assertThat(run.status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void timers_do_not_fill_the_journal_either() {
    var run = Scenario.claimed(Flows.talk(), "");
    while (run.state().sequence() < FULL) {
      run.accept(run.signal("note", "more"));
    }
    run.tickAfter(Duration.ofDays(7));
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(run.state().sequence()).isEqualTo(FULL + 1);
  }

  @Test
  void a_journal_does_not_start_a_run_twice() {
    var run = Scenario.started(Flows.single(), "");
    assertThatThrownBy(() -> Decider.evolve(run.state(), run.journal().getFirst()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_store_of_payloads_that_does_not_answer_leaves_the_decision_to_be_made_again() {
    var broken =
        new Decider(
            Flows.talk(),
            new Payloads() {
              @Override
              public <T> T read(Ref ref, Class<T> type) {
                throw new Unavailable("the store is down", new java.io.IOException());
              }
            });
    var started = broken.start(NOON, "run-2", new Ref("input"), Scenario.OPERATOR).after();
    assertThatThrownBy(() -> broken.decide(started, new Fact.Claimed(NOON, 1, 0.5)))
        .isInstanceOf(Payloads.Unavailable.class);
  }

  @Test
  void a_fingerprint_changes_with_what_a_workflow_does_but_not_with_how_patiently() {
    assertThat(task(Flows.RETRY, Flows.LIMITS, "END"))
        .isEqualTo(
            task(
                new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 9),
                new Limits(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
                "END"))
        .isNotEqualTo(task(Flows.RETRY, Flows.LIMITS, "OTHER"))
        .matches("[0-9a-f]{16}");
    assertThat(wait("learner", "nobody answered"))
        .isEqualTo(wait("learner", "Nobody has answered."))
        .isNotEqualTo(wait("reviewer", "nobody answered"));
  }

  private static String task(RetryPolicy retry, Limits limits, String end) {
    return Workflow.named("single", "1", Flows.Input.class)
        .task("WORK", Flows.contract(Flows.Made.class))
        .retry(retry)
        .limits(limits)
        .then(end)
        .end(end)
        .build()
        .fingerprint();
  }

  private static String wait(String assignee, String detail) {
    return Workflow.named("single", "1", Flows.Input.class)
        .wait("HEAR", Flows.Answered.class)
        .signal(Flows.closing("said", "END"))
        .timer(
            Flows.after(
                "deadline", Duration.ofDays(1), new Node.Elapsed.Expire("CODE", detail, "Extend.")))
        .assignee(new Named.Assignee(assignee, outputs -> "somebody"))
        .done()
        .end("END")
        .build()
        .fingerprint();
  }

  @Test
  void a_scope_sees_its_own_outputs_before_those_around_it() {
    var run = Scenario.drawing("course-1");
    var outputs = new ScopeOutputs(run.state(), Path.of("DECKS/course-1"), run.stored);
    assertThat(outputs.find("SCORE", Flows.Made.class)).contains(new Flows.Made("SCORE"));
    assertThat(outputs.find("DRAW", Flows.Made.class)).isEmpty();
    assertThat(outputs.input(Flows.Input.class)).isEqualTo(new Flows.Input("course-1"));
    assertThatThrownBy(() -> outputs.get("DRAW", Flows.Made.class))
        .hasMessage("node DRAW has given nothing");
    assertThat(Optional.of(outputs.each("DECKS", Flows.Made.class))).contains(java.util.Map.of());
  }
}
