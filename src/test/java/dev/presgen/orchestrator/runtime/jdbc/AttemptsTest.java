package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.LastError;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import dev.presgen.orchestrator.workflows.OnBehalf;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.WaitProbe.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the attempts of steps. */
@OnEachDatabase
class AttemptsTest {

  @Parameter
  Database database;

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
  void a_step_that_fails_is_tried_again_under_the_same_key() {
    var seen = new ConcurrentLinkedQueue<StepContext>();
    for (int i = 0; i < 2; i++) {
      world.plan(
          "MAKE",
          context -> {
            seen.add(context);
            return Optional.of(StepResult.failed(new Failure.Transient("slipped")));
          });
    }
    world.content.set("sand");
    var run = node.started(1);
    node.await(run, Status.COMPLETED);
    assertThat(seen)
        .extracting(StepContext::key, StepContext::mayHaveActed)
        .containsOnly(org.assertj.core.groups.Tuple.tuple(run + "/MAKE/1", false));
    assertThat(numbers(run, "MAKE")).containsExactly(1, 2, 3);
  }

  @Test
  void a_handler_knows_for_whom_it_works_and_each_attempt_has_the_deadline_of_the_visit() {
    var seen = new ConcurrentLinkedQueue<OnBehalf>();
    for (int i = 0; i < 3; i++) {
      world.plan(
          "MAKE",
          _ -> {
            seen.add(OnBehalf.current().orElseThrow());
            return Optional.of(
                StepResult.failed(new Failure.Throttled("busy", Duration.ofMillis(20))));
          });
    }
    world.content.set("sand");
    var run = node.started(1);
    node.await(run, Status.COMPLETED);
    assertThat(seen).hasSize(3);
    assertThat(seen.stream().distinct())
        .singleElement()
        .satisfies(
            behalf -> {
              assertThat(behalf.runId()).isEqualTo(run);
              assertThat(behalf.path()).isEqualTo("MAKE");
              assertThat(behalf.interactive()).isFalse();
            });
    assertThat(OnBehalf.current()).isEmpty();
  }

  @Test
  void before_the_pivot_a_step_out_of_attempts_has_its_run_undone() {
    world.plan(
        "MAKE",
        context -> {
          world.things.put(context.key(), "half made");
          return Optional.of(
              StepResult.failed(new Failure.Unknown(Failure.Unknown.NO_ANSWER, "line dropped")));
        });
    for (int i = 0; i < 2; i++) {
      world.plan("MAKE", _ -> Optional.of(StepResult.failed(new Failure.Transient("slipped"))));
    }
    var run = node.started(1);
    var ended = node.await(run, Status.FAILED);
    assertThat(LastError.of(ended.state()).orElseThrow().failure())
        .isEqualTo(new Failure.Transient("slipped"));
    assertThat(world.things).isEmpty();
  }

  @Test
  void after_the_pivot_a_step_out_of_attempts_waits_for_a_person() {
    for (int i = 0; i < 3; i++) {
      world.plan("BUNDLE", _ -> Optional.of(StepResult.failed(new Failure.Transient("slipped"))));
    }
    world.content.set("sand");
    var run = node.started(1);
    node.await(run, Status.NEEDS_ATTENTION);
    assertThat(world.things).hasSize(1);
    node.order(run, new Action.Retry(Optional.empty()));
    node.await(run, Status.COMPLETED);
    assertThat(numbers(run, "BUNDLE")).containsExactly(1, 2, 3, 4);
  }

  @Test
  void work_that_goes_on_elsewhere_is_asked_about_until_it_is_done() {
    for (int i = 0; i < 3; i++) {
      world.plan(
          "COPY_ONE",
          _ -> Optional.of(new StepResult.Pending<>("job-1", Duration.ofMillis(10))));
    }
    world.content.set("sand");
    var run = node.started(1);
    node.await(run, Status.COMPLETED);
    assertThat(world.calls).filteredOn(call -> call.startsWith("COPY_ONE")).hasSize(4);
    assertThat(node.types(run)).containsOnlyOnce("JobAccepted");
    assertThat(numbers(run, "COPIES/1/COPY_ONE")).containsExactly(1);
  }

  @Test
  void a_poll_that_is_told_to_come_back_later_does_so() {
    var times = new ConcurrentLinkedQueue<Long>();
    world.plan(
        "COPY_ONE", _ -> Optional.of(new StepResult.Pending<>("job-1", Duration.ZERO)));
    world.plan(
        "COPY_ONE",
        _ -> {
          times.add(System.nanoTime());
          return Optional.of(
              StepResult.failed(new Failure.Throttled("busy", Duration.ofMillis(900))));
        });
    world.plan(
        "COPY_ONE",
        _ -> {
          times.add(System.nanoTime());
          return Optional.empty();
        });
    world.content.set("sand");
    var run = node.started(1);
    node.await(run, Status.COMPLETED);
    var polls = new ArrayList<>(times);
    assertThat(Duration.ofNanos(polls.get(1) - polls.get(0)))
        .isGreaterThanOrEqualTo(Duration.ofMillis(900));
    assertThat(numbers(run, "COPIES/1/COPY_ONE")).containsExactly(1);
  }

  @Test
  void a_poll_that_an_administrator_must_mend_blocks_the_step_at_no_attempt() {
    world.plan(
        "COPY_ONE", _ -> Optional.of(new StepResult.Pending<>("job-1", Duration.ZERO)));
    world.plan(
        "COPY_ONE",
        _ -> Optional.of(
            StepResult.failed(
                new Failure.Blocked("storage full", "Empty it.", Duration.ofMillis(10)))));
    world.content.set("sand");
    var run = node.started(1);
    node.await(run, Status.COMPLETED);
    assertThat(node.types(run)).containsOnlyOnce("StepBlocked");
  }

  @Test
  void a_step_that_is_not_wanted_is_left_out_with_who_and_why_in_the_history() {
    world.plan("COPY_ONE", _ -> Optional.of(new StepResult.LeftOut<>("ann", "copies are off")));
    world.content.set("sand");
    var run = node.started(1);
    node.await(run, Status.COMPLETED);
    assertThat(node.journal(run))
        .filteredOn(Event.StepSkipped.class::isInstance)
        .map(event -> ((Event.StepSkipped) event).by())
        .containsExactly(Optional.of(new By("ann", "copies are off")));
  }

  @Test
  void a_step_that_leaves_itself_out_without_saying_why_or_against_its_workflow_has_a_bug() {
    world.plan("MAKE", _ -> Optional.of(new StepResult.LeftOut<>("ann", " ")));
    world.plan("MAKE", _ -> Optional.of(new StepResult.LeftOut<>("ann", "off")));
    world.content.set("sand");
    var run = node.started(1);
    node.await(run, Status.COMPLETED);
    assertThat(failures(run))
        .map(failure -> ((Failure.Unknown) failure).code())
        .containsExactly(Failure.Unknown.BUG, Failure.Unknown.BUG);
  }

  @Test
  void a_probe_finds_by_itself_what_is_waited_for() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    world.content.set("sand");
    node.await(run, Status.COMPLETED);
    assertThat(node.journal(run))
        .filteredOn(Event.WaitClosed.class::isInstance)
        .extracting(event -> ((Event.WaitClosed) event).closedBy())
        .containsExactly("probe");
  }

  @Test
  void a_probe_that_fails_in_any_way_is_asked_again() {
    var looks = new ConcurrentLinkedQueue<SmallWorld.Look>();
    looks.add(
        (_, _) -> {
          throw new IllegalStateException("broken");
        });
    looks.add(
        (_, _) -> {
          throw new StackOverflowError();
        });
    looks.add((_, _) -> null);
    looks.add((_, _) -> new Finding.Failed<>(new Failure.Transient("slipped")));
    looks.add((_, _) -> new Finding.Refused<>("TOO_HOT", "let it cool"));
    looks.add((_, _) -> new Finding.Nothing<>());
    world.look.set(
        (signal, asOf) -> looks.isEmpty()
            ? new Finding.Found<>(new SmallWorld.Filled("sand"))
            : looks.remove().look(signal, asOf));
    node.await(node.started(1), Status.COMPLETED);
  }

  @Test
  void an_attempt_that_takes_too_long_is_interrupted_and_the_next_one_looks_first() {
    var held = world.hold("MAKE");
    var acted = new ConcurrentLinkedQueue<Boolean>();
    world.plan(
        "MAKE",
        context -> {
          acted.add(context.mayHaveActed());
          return Optional.empty();
        });
    world.content.set("sand");
    var run = node.started(1);
    held.awaitInterrupted();
    node.await(run, Status.COMPLETED);
    assertThat(acted).containsExactly(true);
    assertThat(failures(run))
        .containsExactly(
            new Failure.Unknown(Failure.Unknown.TIMED_OUT, "the attempt took longer than PT2S"));
  }

  private record Knot(List<Object> inside) {
    /** Holds itself, so that its end is never written. */
    static Knot tied() {
      var knot = new ArrayList<Object>();
      knot.add(knot);
      return new Knot(knot);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"throws", "overflows", "nothing", "empty", "unwritable", "long token"})
  void a_step_with_a_bug_spoils_its_own_run_only(String bug) {
    SmallWorld.Plan plan =
        _ -> switch (bug) {
          case "throws" -> throw new IllegalStateException("the learner's words");
          case "overflows" -> throw new StackOverflowError("the learner's words");
          case "nothing" -> null;
          case "empty" -> Optional.of(StepResult.done(null));
          case "unwritable" ->
              Optional.of(StepResult.done(Knot.tied()));
          default ->
              Optional.of(new StepResult.Pending<>("x".repeat(501), Duration.ZERO));
        };
    for (int i = 0; i < 3; i++) {
      world.plan("BUNDLE", plan);
    }
    world.content.set("sand");
    var broken = node.started(1);
    node.await(broken, Status.NEEDS_ATTENTION);
    assertThat(failures(broken))
        .hasSize(3)
        .allSatisfy(
            failure -> {
              assertThat(((Failure.Unknown) failure).code()).isEqualTo(Failure.Unknown.BUG);
              assertThat(failure.detail()).doesNotContain("learner");
            });
    node.await(node.started(1), Status.COMPLETED);
  }

  @Test
  void two_hundred_runs_at_once_all_end() {
    world.content.set("sand");
    var runs = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      runs.add(node.started(2));
    }
    for (var run : runs) {
      node.await(run, Status.COMPLETED);
    }
    assertThat(world.things).hasSize(200);
  }

  private List<Integer> numbers(String run, String path) {
    return node.journal(run)
        .stream()
        .filter(Event.AttemptStarted.class::isInstance)
        .map(Event.AttemptStarted.class::cast)
        .filter(event -> event.at().path().toString().equals(path))
        .map(Event.AttemptStarted::attempt)
        .toList();
  }

  private List<Failure> failures(String run) {
    return node.journal(run)
        .stream()
        .filter(Event.AttemptFailed.class::isInstance)
        .map(event -> ((Event.AttemptFailed) event).failure())
        .toList();
  }
}
