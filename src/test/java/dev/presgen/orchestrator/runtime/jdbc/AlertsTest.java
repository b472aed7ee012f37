package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Alerts;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import dev.presgen.orchestrator.runtime.jdbc.AlertTable.Place;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops many runs is told once, and they go on by themselves when it is mended. */
@OnEachDatabase
class AlertsTest {

  private static final String CAUSE = "The account is locked.";

  @Parameter
  Database database;

  @TempDir
  Path folder;

  private final SmallWorld world = new SmallWorld();
  private static final Failure BLOCKED =
      new Failure.Blocked(CAUSE, "Unlock it.", Duration.ofHours(1));

  private final AtomicReference<Optional<Failure>> failure =
      new AtomicReference<>(Optional.of(BLOCKED));

  private LocalNode start() {
    for (int i = 0; i < 2_000; i++) {
      world.plan("MAKE", _ -> failure.get().map(StepResult::failed));
    }
    return LocalNode.start(
        database,
        world,
        folder,
        "presgen.alerts.look-every=100ms",
        "presgen.alerts.recheck-every=300ms");
  }

  private static List<String> blocked(LocalNode node, int runs) {
    var started = IntStream.range(0, runs).mapToObj(_ -> node.started(0)).toList();
    started.forEach(run -> node.await(run, _ -> node.types(run).contains("StepBlocked")));
    return started;
  }

  private static void await(BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
    }
  }

  @Test
  void many_runs_that_one_thing_stops_are_one_alert_and_all_go_on_when_it_is_mended() {
    try (var node = start()) {
      var alerts = node.part(Alerts.class);
      var runs = blocked(node, 10);
      await(() -> alerts.open().stream().anyMatch(alert -> alert.touched() == 10));
      var alert = alerts.open().getFirst();
      assertThat(alerts.open()).hasSize(1);
      assertThat(alert.key()).isEqualTo(Alerts.key(CAUSE));
      assertThat(List.of(alert.cause(), alert.whatToDo())).containsExactly(CAUSE, "Unlock it.");
      assertThat(alert.blocked()).isEqualTo(10);

      failure.set(Optional.empty());
      runs.forEach(run -> node.await(run, Status.WAITING));
      await(() -> alerts.open().isEmpty());

      assertThat(alerts.ended()).hasSize(1);
      assertThat(alerts.ended().getFirst().blocked()).isZero();
      assertThat(runs)
          .allSatisfy(
              run -> assertThat(node.journal(run))
                  .filteredOn(Event.AttemptFailed.class::isInstance)
                  .allMatch(event -> ((Event.AttemptFailed) event).budget().spent() == 0));
    }
  }

  @Test
  void what_is_sent_to_look_has_no_new_budget_and_says_who_sent_it() {
    try (var node = start()) {
      var run = blocked(node, 1).getFirst();
      node.await(
          run,
          record -> record.state()
              .positions()
              .anyMatch(
                  position -> position instanceof Position.Blocked stopped
                      && stopped.budget().held() > 2));
      assertThat(node.journal(run))
          .filteredOn(
              event -> event instanceof Event.RetryScheduled retry && retry.by().isPresent())
          .allMatch(
              event -> ((Event.RetryScheduled) event).by()
                  .orElseThrow()
                  .who()
                  .equals("alert " + Alerts.key(CAUSE)))
          .isNotEmpty();
    }
  }

  @Test
  void an_alert_ends_when_its_last_run_is_cancelled_and_is_raised_anew_by_the_next() {
    try (var node = start()) {
      var alerts = node.part(Alerts.class);
      var run = blocked(node, 1).getFirst();
      node.order(run, new Action.Cancel(false, false));
      await(() -> alerts.open().isEmpty());
      blocked(node, 1);
      await(() -> alerts.open().size() == 1);
      assertThat(alerts.open().getFirst().id()).isNotEqualTo(alerts.ended().getFirst().id());
    }
  }

  @Test
  void runs_that_cannot_be_sent_to_look_do_not_keep_the_others_from_it() {
    try (var node = start()) {
      var alerts = node.part(Alerts.class);
      world.behind.set(Duration.ofHours(25));
      var stuck = blocked(node, 1).getFirst();
      world.behind.set(Duration.ZERO);
      node.await(stuck, Status.NEEDS_ATTENTION);
      var paused = blocked(node, 1).getFirst();
      node.order(paused, new Action.Pause());
      world.plan(
          "UNMAKE",
          _ -> Optional.of(
              StepResult.failed(new Failure.Permanent("KEPT", "it stays", "Remove it."))));
      var undone = blocked(node, 1).getFirst();
      node.order(undone, new Action.Cancel(true, false));
      node.await(undone, Status.NEEDS_ATTENTION);

      var last = blocked(node, 1).getFirst();
      failure.set(Optional.empty());
      node.await(last, Status.WAITING);

      await(() -> alerts.open().getFirst().blocked() == 2);
      node.order(paused, new Action.Resume());
      node.await(paused, Status.WAITING);
      node.order(stuck, new Action.Retry(Optional.empty()));
      node.await(stuck, Status.WAITING);
      await(() -> alerts.open().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({"COPY_ONE, COPIES/1/COPY_ONE", "BUNDLE, BUNDLE"})
  void a_place_that_is_to_be_tried_anew_keeps_its_alert_open(String step, String path) {
    for (int i = 0; i < 100; i++) {
      world.plan(step, _ -> Optional.of(StepResult.failed(BLOCKED)));
    }
    failure.set(Optional.empty());
    world.content.set("words");
    try (var node = start()) {
      var alerts = node.part(Alerts.class);
      var run = blockedItem(node);
      node.order(run, new Action.Pause());
      node.order(run, new Action.Rewind(path, Optional.empty()));
      assertThat(node.find(run).state().positions())
          .anyMatch(
              place -> place instanceof Position.Queued || place instanceof Position.Ready);

      var other = blockedItem(node);
      await(() -> alerts.open().stream().anyMatch(alert -> alert.touched() == 2));
      node.order(other, new Action.Cancel(false, false));
      await(() -> alerts.open().isEmpty() || alerts.open().getFirst().blocked() == 1);

      assertThat(alerts.open()).hasSize(1);
      assertThat(alerts.ended()).isEmpty();
    }
  }

  private static String blockedItem(LocalNode node) {
    var run = node.started(1);
    node.await(run, _ -> node.types(run).contains("StepBlocked"));
    return run;
  }

  @Test
  void a_look_that_is_throttled_or_called_off_has_not_got_through() {
    try (var node = start()) {
      var runs = blocked(node, 5);
      await(() -> node.part(Alerts.class).open().stream().anyMatch(it -> it.blocked() == 5));
      world.plan("UNMAKE", _ -> Optional.of(StepResult.done(new Undoable.Undone(List.of()))));
      var cancelled = blocked(node, 1).getFirst();
      node.order(cancelled, new Action.Cancel(true, false));
      node.await(cancelled, Status.CANCELLED);

      failure.set(Optional.of(new Failure.Throttled("slow down", Duration.ofHours(1))));
      await(() -> runs.stream().filter(run -> isThrottled(node, run)).count() >= 3);
      assertThat(node.part(Alerts.class).open())
          .singleElement()
          .satisfies(alert -> assertThat(alert.blocked()).isEqualTo(5));
      assertThat(runs).flatExtracting(run -> reasons(node, run))
          .containsOnly("to see whether it is mended");
    }
  }

  @Test
  void places_come_page_by_page_and_each_once_even_if_all_are_of_one_moment() {
    try (var node = start()) {
      var table = node.part(AlertTable.class);
      var now = Instant.ofEpochMilli(1);
      var run = node.started(0);
      var places = Stream.of("A", "B", "C").map(path -> new Place(run, path, 1)).toList();
      table.raise("alert-1", "key", "broken", "mend it", now);
      places.forEach(place -> table.blocked("alert-1", place.runId(), place.path(), now));
      var first = table.standingStill("alert-1", Optional.empty(), 2);
      var second = table.standingStill("alert-1", Optional.of(first.getLast()), 2);
      assertThat(List.of(first, second))
          .isEqualTo(List.of(places.subList(0, 2), places.subList(2, 3)));
    }
  }

  private static boolean isThrottled(LocalNode node, String run) {
    return node.find(run)
        .state()
        .positions()
        .anyMatch(
            position -> position instanceof Position.Retrying retrying
                && retrying.failure() instanceof Failure.Throttled);
  }

  /** Why a run was sent to look. */
  private static List<String> reasons(LocalNode node, String run) {
    return node.journal(run)
        .stream()
        .flatMap(
            event -> event instanceof Event.RetryScheduled retry
                ? retry.by().stream()
                : Stream.<By>empty())
        .map(By::why)
        .toList();
  }
}
