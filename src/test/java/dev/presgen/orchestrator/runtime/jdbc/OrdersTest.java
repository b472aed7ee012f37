package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.LastError;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.StepResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEachDatabase
class OrdersTest {

  @Parameter
  Database database;

  private static final String SAND = "{\"with\": \"sand\"}";

  private final SmallWorld world = new SmallWorld();
  private LocalNode node;

  @BeforeEach
  void startNode(@TempDir Path folder) {
    node = LocalNode.start(database, world, folder);
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  @Test
  void a_pause_lets_what_is_under_way_finish_and_starts_nothing() {
    var make = world.hold("MAKE");
    var run = node.started(1);
    make.awaitThere();
    assertThat(node.order(run, new Action.Pause())).isInstanceOf(Answer.Accepted.class);
    make.go().countDown();
    node.await(run, record -> node.types(run).contains("StepCompleted"));
    assertThat(Status.of(node.find(run).state())).isEqualTo(Status.PAUSED);
    assertThat(node.types(run)).doesNotContain("WaitOpened");
    node.order(run, new Action.Resume());
    node.await(run, Status.WAITING);
  }

  @Test
  void a_paused_run_takes_a_signal_and_goes_on_when_it_is_resumed() {
    var run = waiting();
    node.order(run, new Action.Pause());
    assertThat(node.signal(run, "fill", SAND)).isInstanceOf(Answer.Accepted.class);
    assertThat(Status.of(node.find(run).state())).isEqualTo(Status.PAUSED);
    node.order(run, new Action.Resume());
    node.await(run, Status.COMPLETED);
  }

  @Test
  void a_cancel_without_undo_leaves_what_was_made() {
    var run = waiting();
    node.order(run, new Action.Cancel(false, false));
    node.await(run, Status.CANCELLED);
    assertThat(world.things).hasSize(1);
    assertThat(node.runs.resources(run))
        .extracting(Ledger.Entry::state)
        .containsExactly(Ledger.State.EXISTS);
  }

  @Test
  void a_cancel_with_undo_takes_back_what_was_made() {
    var run = waiting();
    node.order(run, new Action.Cancel(true, false));
    node.await(run, Status.CANCELLED);
    assertThat(world.things).isEmpty();
    assertThat(node.runs.resources(run))
        .extracting(Ledger.Entry::state)
        .containsExactly(Ledger.State.UNDONE);
    assertThat(code(node.order(run, new Action.Cancel(true, false)))).isEqualTo("RUN_ENDED");
  }

  @Test
  void an_undo_is_refused_when_a_look_finds_an_answer_that_nobody_has_told_of() {
    world.hold("COPY_ONE");
    var run = waiting();
    world.content.set("sand");
    assertThat(code(node.order(run, new Action.Cancel(true, false)))).isEqualTo("UNDO_REFUSED");
    assertThat(world.things).hasSize(1);
  }

  @Test
  void a_cancel_interrupts_what_is_under_way_at_once() {
    var make = world.hold("MAKE");
    var run = node.started(1);
    make.awaitThere();
    node.order(run, new Action.Cancel(true, false));
    make.awaitInterrupted();
    var ended = node.await(run, Status.CANCELLED);
    // Had it been seen only when the attempt's time was up, this would be TIMED_OUT.
    assertThat(failures(run))
        .containsExactly(
            new Failure.Unknown(
                Failure.Unknown.STOPPED, "it was stopped because its run is to end"));
    assertThat(LastError.of(ended.state())).isEmpty();
    assertThat(node.types(run)).containsSubsequence("CancelRequested", "AttemptFailed",
        "UndoStarted", "StepUndone", "RunEnded");
  }

  @Test
  void a_step_that_ignores_its_interruption_is_given_up_when_its_time_is_up() {
    var release = new CountDownLatch(1);
    var there = new CountDownLatch(1);
    world.plan(
        "MAKE",
        _ -> {
          there.countDown();
          while (release.getCount() > 0) {
            try {
              release.await();
            } catch (InterruptedException deaf) {
              assertThat(release.getCount()).as("it does not listen").isNotNegative();
            }
          }
          return Optional.empty();
        });
    var run = node.started(1);
    new SmallWorld.Held(there, release, release).awaitThere();
    node.order(run, new Action.Cancel(true, false));
    assertThat(Status.of(node.find(run).state())).isEqualTo(Status.CANCELLING);
    node.await(run, Status.CANCELLED);
    assertThat(failures(run))
        .extracting(failure -> ((Failure.Unknown) failure).code())
        .containsExactly(Failure.Unknown.TIMED_OUT);
    release.countDown();
  }

  @Test
  void an_undo_that_fails_waits_for_a_person_who_may_accept_what_is_left() {
    world.plan("UNMAKE", _ -> Optional.of(StepResult.refused("NAILED", "it is nailed", "Pull.")));
    var run = waiting();
    node.order(run, new Action.Cancel(true, false));
    node.await(run, Status.NEEDS_ATTENTION);
    assertThat(code(node.order(run, new Action.Cancel(true, false)))).isEqualTo("LEFTOVERS");
    node.order(run, new Action.Cancel(true, true));
    node.await(run, Status.CANCELLED);
    assertThat(world.things).hasSize(1);
  }

  @Test
  void what_is_stuck_is_tried_again_when_ordered() {
    var run = stuckAtBundle();
    assertThat(code(node.order(run, new Action.Retry(Optional.of("MAKE")))))
        .isEqualTo("NOTHING_TO_RETRY");
    node.order(run, new Action.Retry(Optional.of("BUNDLE")));
    node.await(run, Status.COMPLETED);
  }

  @Test
  void what_is_stuck_is_left_out_when_ordered_with_what_stands_in_for_it() {
    var run = stuckAtBundle();
    assertThat(code(node.order(run, skip("BUNDLE", Optional.empty()))))
        .isEqualTo("SKIP_NEEDS_OUTPUT");
    assertThat(node.order(run, skip("BUNDLE", Optional.of("{\"copies\": 3, \"of\": 1}"))))
        .isInstanceOf(Answer.Invalid.class);
    assertThat(node.order(run, skip("BUNDLE", Optional.of("{}"))))
        .isEqualTo(new Answer.Invalid(List.of(new FieldProblem("/copies", "is missing"))));
    node.order(run, skip("BUNDLE", Optional.of("{\"copies\": [\"mine\"]}")));
    var ended = node.await(run, Status.COMPLETED);
    assertThat(node.runs.outputs(ended).get("BUNDLE", SmallWorld.Bundle.class))
        .isEqualTo(new SmallWorld.Bundle(List.of("mine")));
  }

  @Test
  void an_output_is_refused_where_no_task_waits_to_take_it() {
    var run = waiting();
    var nothing = new Action.Skip(Optional.empty(), Optional.of(LocalNode.json("{}")));
    assertThat(code(node.order(run, nothing))).isEqualTo("NOTHING_TO_SKIP");
    assertThat(code(node.order(run, skip("BUNDLE", Optional.of("{\"copies\": [\"mine\"]}")))))
        .isEqualTo("NOTHING_TO_SKIP");
  }

  @Test
  void an_item_is_left_out_by_its_name() {
    SmallWorld.Plan firstIsTorn =
        context -> context.path().startsWith("COPIES/1/")
            ? Optional.of(StepResult.refused("TORN", "it is torn", "Mend."))
            : Optional.empty();
    world.plan("COPY_ONE", firstIsTorn);
    world.plan("COPY_ONE", firstIsTorn);
    world.content.set("sand");
    var run = node.started(2);
    node.await(run, Status.NEEDS_ATTENTION);
    node.order(run, skip("COPIES/1", Optional.empty()));
    var ended = node.await(run, Status.COMPLETED);
    assertThat(node.runs.outputs(ended).get("BUNDLE", SmallWorld.Bundle.class))
        .isEqualTo(new SmallWorld.Bundle(List.of("sand2")));
  }

  @Test
  void a_wait_that_has_run_out_of_time_is_opened_again_by_an_extension() {
    var run = waiting();
    assertThat(code(node.order(run, extend(Duration.ofMinutes(-1)))))
        .isEqualTo("UNTIL_OUT_OF_RANGE");
    node.order(run, extend(Duration.ofMillis(300)));
    var expired = node.await(run, Status.NEEDS_ATTENTION);
    assertThat(LastError.of(expired.state()).orElseThrow().failure())
        .isEqualTo(new Failure.Permanent("NOT_FILLED", "nobody filled it", "Extend or cancel."));
    assertThat(code(node.signal(run, "fill", SAND))).isEqualTo("WAIT_EXPIRED");
    node.order(run, extend(Duration.ofHours(1)));
    node.await(run, Status.WAITING);
    node.signal(run, "fill", SAND);
    node.await(run, Status.COMPLETED);
  }

  private String waiting() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    return run;
  }

  private String stuckAtBundle() {
    world.content.set("sand");
    world.plan("BUNDLE", _ -> Optional.of(StepResult.refused("NO_ROPE", "no rope", "Buy one.")));
    var run = node.started(1);
    RunRecord stuck = node.await(run, Status.NEEDS_ATTENTION);
    assertThat(LastError.of(stuck.state()).orElseThrow().failure())
        .isEqualTo(new Failure.Permanent("NO_ROPE", "no rope", "Buy one."));
    return run;
  }

  private List<Failure> failures(String run) {
    return node.journal(run)
        .stream()
        .filter(Event.AttemptFailed.class::isInstance)
        .map(event -> ((Event.AttemptFailed) event).failure())
        .toList();
  }

  private static Action skip(String path, Optional<String> output) {
    return new Action.Skip(Optional.of(path), output.map(LocalNode::json));
  }

  private static Action extend(Duration by) {
    return new Action.Extend(Optional.empty(), Instant.now().plus(by));
  }

  private static String code(Answer answer) {
    return ((Answer.Refused) answer).code();
  }
}
