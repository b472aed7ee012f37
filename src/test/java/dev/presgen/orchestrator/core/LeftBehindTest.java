package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Flows.LIMITS;
import static dev.presgen.orchestrator.core.Flows.RETRY;
import static dev.presgen.orchestrator.core.Flows.closing;
import static dev.presgen.orchestrator.core.Flows.contract;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Contract.Need;
import dev.presgen.orchestrator.core.Contract.Shape;
import dev.presgen.orchestrator.core.Flows.Answered;
import dev.presgen.orchestrator.core.Flows.Course;
import dev.presgen.orchestrator.core.Flows.Input;
import dev.presgen.orchestrator.core.Flows.Made;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is still there after going back, and what is not. */
class LeftBehindTest {

  /** Something is written, looked at and mended until it is right, then drawn and put up at once. */
  private static Workflow editing() {
    var review = new Need("review", Answered.class, Optional.of("REVIEW"), Shape.ONE);
    return Workflow.named("editing", "1", Input.class)
        .task("WRITE", contract(Made.class))
        .retry(RETRY)
        .limits(LIMITS)
        .then("REVIEW")
        .wait("REVIEW", Answered.class)
        .signal(closing("wrong", "MEND"))
        .signal(closing("right", "SHOW"))
        .done()
        .task("MEND", contract(Made.class, review))
        .retry(RETRY)
        .limits(LIMITS)
        .then("REVIEW")
        .parallel("SHOW")
        .branch(
            "drawn",
            body -> body.task("DRAW", contract(Course.class))
                .retry(RETRY)
                .limits(LIMITS)
                .then("DRAWN")
                .end("DRAWN"),
            "DRAW")
        .then("TELL")
        .task("TELL", contract(Made.class))
        .retry(RETRY)
        .limits(LIMITS)
        .then("END")
        .end("END")
        .build();
  }

  private static Scenario told() {
    var run = Scenario.claimed(editing(), "");
    run.succeed("WRITE");
    run.accept(run.signal("wrong", "shorter"));
    run.tick();
    run.succeed("MEND");
    run.accept(run.signal("right", "fine"));
    run.tick();
    run.succeed("SHOW/drawn/DRAW");
    run.fail("TELL", new Failure.Permanent("DEAF", "nobody listens", "Shout."));
    return run;
  }

  @Test
  void what_branches_gave_and_what_signals_brought_is_gone_with_their_nodes() {
    var run = told();
    assertThat(run.state().root().outputs()).containsKeys("REVIEW", "MEND", "DRAW");
    assertThat(run.state().root().heard()).containsOnlyKeys("wrong", "right");
    run.accept(run.rewind("SHOW"));
    assertThat(run.state().root().outputs())
        .containsOnlyKeys(Outputs.INPUT, "WRITE", "REVIEW", "MEND");
    run.tick();
    run.succeed("SHOW/drawn/DRAW");
    run.fail("TELL", new Failure.Permanent("DEAF", "nobody listens", "Shout."));
    run.accept(run.rewind("WRITE"));
    assertThat(run.state().root().outputs()).containsOnlyKeys(Outputs.INPUT);
    assertThat(run.state().root().heard()).isEmpty();
  }

  @Test
  void in_a_circle_what_the_node_gone_back_to_takes_is_still_there() {
    var run = told();
    run.accept(run.rewind("MEND"));
    assertThat(run.state().root().outputs()).containsOnlyKeys(Outputs.INPUT, "WRITE", "REVIEW");
    run.tick();
    run.succeed("MEND");
    assertThat(run.root()).isInstanceOf(Position.Waiting.class);
  }
}
