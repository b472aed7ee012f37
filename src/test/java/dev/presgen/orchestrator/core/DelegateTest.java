package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static dev.presgen.orchestrator.core.Scenario.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asking somebody else. */
class DelegateTest {

  private static final Address ANSWER = new Address(Path.ROOT, "ANSWER", 1);

  private final Scenario run = Scenario.waitingForAnswer("");

  private static Position.Waiting waiting(Scenario run) {
    return (Position.Waiting) run.root();
  }

  @Test
  void somebody_else_is_asked_and_nothing_else_changes() {
    var before = waiting(run);
    assertThat(run.accept(run.delegate("deputy@example.org")))
        .isEqualTo(
            List.of(new Event.Delegated(NOON, ANSWER, "deputy@example.org", OPERATOR)));
    assertThat(run.root())
        .isEqualTo(
            new Position.Waiting(
                ANSWER, NOON, before.timers(), Optional.of("deputy@example.org"),
                Optional.empty()));
  }

  @Test
  void who_is_asked_instead_is_reminded_and_may_be_given_more_time() {
    run.accept(run.delegate("deputy@example.org"));
    run.tickAfter(Duration.ofDays(2));
    assertThat(waiting(run).assignee()).contains("deputy@example.org");
    run.accept(run.extend(NOON.plus(Duration.ofDays(20))));
    assertThat(waiting(run).assignee()).contains("deputy@example.org");
    run.accept(run.answered());
    assertThat(run.state().pivotPassed()).isTrue();
  }

  @Test
  void it_may_be_handed_on_again_and_in_a_paused_run_too() {
    run.accept(run.delegate("deputy@example.org"));
    run.accept(run.pause());
    run.accept(run.delegate("third@example.org"));
    run.accept(run.resume());
    assertThat(waiting(run).assignee()).contains("third@example.org");
  }

  @Test
  void one_whose_time_is_up_is_handed_on_once_it_is_extended() {
    run.accept(run.delegate("deputy@example.org"));
    run.tickAfter(Flows.DEADLINE);
    run.accept(run.probeFoundNothing(""));
    assertThat(run.refuse(run.delegate("third@example.org"))).isEqualTo("NOTHING_TO_DELEGATE");
    run.accept(run.extend(NOON.plus(Duration.ofDays(9))));
    assertThat(waiting(run).assignee()).contains("deputy@example.org");
    run.accept(run.delegate("third@example.org"));
    assertThat(waiting(run).assignee()).contains("third@example.org");
  }

  @Test
  void a_name_has_1_to_200_characters() {
    for (var wrong : List.of("", "  ", "x".repeat(201))) {
      assertThat(run.refuse(run.delegate(wrong))).isEqualTo("ASSIGNEE_OUT_OF_RANGE");
    }
    assertThat(run.accept(run.delegate("x".repeat(200)))).hasSize(1);
  }

  @Test
  void where_nobody_is_asked_nobody_else_can_be() {
    assertThat(Scenario.claimed(Flows.talk(), "").refuse(run.delegate("deputy@example.org")))
        .isEqualTo("NOTHING_TO_DELEGATE");
    assertThat(Scenario.scoring("").refuse(run.delegate("deputy@example.org")))
        .isEqualTo("NOTHING_TO_DELEGATE");
  }

  @Test
  void a_run_that_is_about_to_end_hands_nothing_on() {
    run.accept(run.cancel(true));
    assertThat(run.refuse(run.delegate("deputy@example.org"))).isEqualTo("WRONG_STATE");
  }

  @Test
  void where_several_are_asked_it_is_said_which() {
    var flow =
        Workflow.named("two", "1", Flows.Input.class)
            .parallel("BOTH")
            .branch("one", body -> asks(body, "ASK_ONE"), "ASK_ONE")
            .branch("two", body -> asks(body, "ASK_TWO"), "ASK_TWO")
            .then("END")
            .end("END")
            .build();
    var two = Scenario.claimed(flow, "");
    var unclear = (Decision.Refused) two.tell(two.delegate("deputy@example.org"));
    assertThat(unclear.why()).isEqualTo("say which: [BOTH/one, BOTH/two]");
    two.accept(
        new Fact.Delegate(NOON, OPERATOR, Optional.of(Path.of("BOTH/two/ASK_TWO")), "deputy"));
    assertThat(((Position.Waiting) two.at("BOTH/one")).assignee()).contains("somebody");
    assertThat(((Position.Waiting) two.at("BOTH/two")).assignee()).contains("deputy");
  }

  private static void asks(GraphBuilder.Body body, String wait) {
    body.wait(wait, Flows.Answered.class)
        .signal(Flows.closing("said", "SAID"))
        .assignee(new Named.Assignee("somebody", outputs -> "somebody"))
        .done()
        .end("SAID");
  }
}
