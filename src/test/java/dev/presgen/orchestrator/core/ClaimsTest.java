package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimsTest {

  private static final Address WORK = new Address(Path.ROOT, "WORK", 1);
  private static final Failure LOST =
      new Failure.Unknown(Failure.Unknown.LOST, "the node that ran it is gone");

  private final Scenario run = Scenario.claimed(Flows.single(), "");

  private static Budget budget(int spent, int lostInRow) {
    return new Budget(NOON, spent, 0, Optional.empty(), Duration.ZERO, lostInRow, true);
  }

  @Test
  void a_request_alone_starts_nothing_but_asks_for_a_driver() {
    var asked = Scenario.started(Flows.single(), "");
    assertThat(asked.root()).isEqualTo(new Position.Ready(WORK, Purpose.DO));
    assertThat(asked.agenda()).isEqualTo(new Agenda(List.of(), true, Optional.empty()));
  }

  @Test
  void a_run_that_begins_with_a_wait_asks_for_a_driver_too() {
    var waits =
        Workflow.named("waits", "1", Flows.Input.class)
            .wait("HEAR", Flows.Answered.class)
            .signal(Flows.closing("said", "END"))
            .done()
            .end("END")
            .build();
    var asked = Scenario.started(waits, "");
    assertThat(asked.agenda().ready()).isTrue();
    asked.claim(1);
    assertThat(asked.root()).isInstanceOf(Position.Waiting.class);
    assertThat(asked.agenda()).isEqualTo(new Agenda(List.of(), false, Optional.empty()));
  }

  @Test
  void a_driver_that_takes_over_finds_the_attempt_of_the_dead_one_lost() {
    run.later(Duration.ofSeconds(9));
    assertThat(run.claim(2))
        .isEqualTo(
            List.of(
                new Event.RunClaimed(run.now(), 2),
                new Event.AttemptLost(run.now(), WORK, 1, budget(1, 1)),
                new Event.RetryScheduled(
                    run.now(),
                    WORK,
                    Purpose.DO,
                    1,
                    run.now().plusSeconds(2),
                    LOST,
                    budget(1, 1),
                    Optional.empty())));
  }

  @Test
  void the_same_claim_again_loses_nothing() {
    assertThat(run.claim(1)).isEmpty();
  }

  @Test
  void a_claim_under_which_nothing_happens_is_not_journalled() {
    run.fail("WORK", new Failure.Transient("connection refused"));
    assertThat(run.claim(2)).isEmpty();
    assertThat(run.tickAfter(Duration.ofSeconds(2)).getFirst())
        .isEqualTo(new Event.RunClaimed(run.now(), 2));
  }

  @Test
  void what_a_replaced_driver_says_is_late() {
    var result = run.success("WORK");
    run.claim(2);
    assertThat(run.tell(result))
        .isEqualTo(new Decision.Late("claim 1 is older than 2"));
    assertThat(run.tell(new Fact.TimeReached(run.now(), 1, 0.5)))
        .isEqualTo(new Decision.Late("claim 1 is older than 2"));
  }

  @Test
  void a_result_counts_only_under_the_claim_that_started_its_attempt() {
    var open = run.open("WORK");
    assertThat(
        run.tell(
            new Fact.AttemptSucceeded(NOON, open.at(), open.attempt(), 2, Optional.empty())))
        .isEqualTo(new Decision.Late("attempt 1 of WORK is not open"));
  }

  @Test
  void an_answer_of_whatever_kind_ends_the_row_of_deaths() {
    run.dice = 0;
    run.claim(2);
    run.fail("WORK", new Failure.Transient("connection refused"));
    assertThat(((Position.Executing) run.root()).budget()).isEqualTo(budget(2, 0));
  }

  @Test
  void a_poll_is_true_under_any_claim() {
    run.pending("WORK", "job-1", Duration.ofSeconds(1));
    run.claim(2);
    assertThat(run.root()).isInstanceOf(Position.Polling.class);
    run.succeed("WORK");
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_step_over_which_five_nodes_die_in_a_row_is_set_aside() {
    var patient =
        Workflow.named("patient", "1", Flows.Input.class)
            .task("WORK", Flows.contract(Flows.Made.class))
            .retry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 50))
            .limits(Flows.LIMITS)
            .then("END")
            .end("END")
            .build();
    var deadly = Scenario.claimed(patient, "");
    deadly.dice = 0;
    for (int epoch = 2; epoch <= 5; epoch++) {
      deadly.claim(epoch);
      assertThat(deadly.root()).isInstanceOf(Position.Executing.class);
    }
    assertThat(deadly.claim(6))
        .endsWith(new Event.StepStuck(NOON, WORK, LOST));
    assertThat(deadly.root())
        .isEqualTo(
            new Position.Stuck(WORK, Purpose.DO, LOST, budget(5, 5), Optional.empty()));
  }

  @Test
  void an_announced_stop_costs_nothing_and_the_next_driver_goes_on_at_once() {
    for (int epoch = 2; epoch < 20; epoch++) {
      run.fail("WORK", LOST);
      assertThat(run.root())
          .isEqualTo(
              new Position.Retrying(
                  WORK, Purpose.DO, epoch - 1, NOON, NOON, LOST, budget(0, 0)));
      assertThat(run.agenda())
          .isEqualTo(new Agenda(List.of(), false, Optional.of(NOON)));
      run.claim(epoch);
      assertThat(run.root()).isInstanceOf(Position.Executing.class);
    }
  }

  @Test
  void an_announced_stop_does_not_count_among_the_deaths_before_and_after_it() {
    run.dice = 0;
    run.claim(2);
    run.fail("WORK", LOST);
    run.claim(3);
    assertThat(((Position.Executing) run.root()).budget()).isEqualTo(budget(1, 1));
  }

  @Test
  void a_driver_that_says_goodbye_starts_nothing_else_either() {
    var drawing = Scenario.drawing("course-1 course-2 course-3");
    drawing.succeed("DECKS/course-1/DRAW");
    drawing.fail("DECKS/course-2/DRAW", LOST);
    drawing.fail("DECKS/course-3/DRAW", LOST);
    assertThat(drawing.agenda())
        .isEqualTo(new Agenda(List.of(), false, Optional.of(drawing.now())));
  }
}
