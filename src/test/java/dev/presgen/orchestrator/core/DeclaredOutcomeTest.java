package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Event.RunEnded;
import dev.presgen.orchestrator.core.Flows.Answered;
import dev.presgen.orchestrator.core.Flows.Made;
import dev.presgen.orchestrator.core.Lifecycle.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An end says what becomes of a run that comes to it. */
class DeclaredOutcomeTest {

  private static Workflow flow(UnaryOperator<WorkflowBuilder> end) {
    return end.apply(
        Workflow.named("flow", "1", Flows.Input.class)
            .task("MAKE", Flows.undoable(Made.class))
            .then("HEAR")
            .wait("HEAR", Answered.class)
            .signal(Flows.closing("enough", "END"))
            .done())
        .build();
  }

  private static Workflow flow(Outcome outcome) {
    return flow(builder -> builder.end("END", outcome));
  }

  @ParameterizedTest
  @EnumSource
  void a_run_that_comes_to_an_end_has_its_outcome_and_keeps_what_it_has_made(Outcome outcome) {
    var run = Scenario.claimed(flow(outcome), "");
    run.succeed("MAKE");
    assertThat(run.accept(run.signal("enough", "it is")))
        .endsWith(new RunEnded(NOON, outcome, Optional.empty(), Optional.empty()));
    assertThat(run.lifecycle()).isEqualTo(new Lifecycle.Ended(outcome, Optional.empty(), NOON));
    assertThat(run.status().name()).isEqualTo(outcome.name());
    assertThat(run.root().at().node()).isEqualTo("END");
  }

  @Test
  void an_end_that_says_nothing_completes_and_is_the_same_to_a_fingerprint() {
    var silent = flow(builder -> builder.end("END"));
    assertThat(silent.graph().node("END")).isEqualTo(new Node.End("END", Outcome.COMPLETED));
    assertThat(flow(Outcome.COMPLETED).fingerprint()).isEqualTo(silent.fingerprint());
    assertThat(List.of(flow(Outcome.CANCELLED), flow(Outcome.FAILED)))
        .extracting(Workflow::fingerprint)
        .doesNotHaveDuplicates()
        .doesNotContain(silent.fingerprint());
  }

  @Test
  void what_calls_a_workflow_that_ends_otherwise_goes_on() {
    var called = flow(Outcome.CANCELLED);
    var calling =
        Workflow.named("calling", "1", Flows.Input.class)
            .call("CALLED", called)
            .gives("HEAR")
            .then("END")
            .end("END")
            .build();
    var run = Scenario.claimed(calling, "");
    run.succeed("CALLED/flow/MAKE");
    run.accept(run.signal("enough", "it is"));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }
}
