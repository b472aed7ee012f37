package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.adapters.limits.quota.Admission;
import dev.presgen.orchestrator.adapters.limits.quota.SlotClass;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import dev.presgen.orchestrator.workflows.OnBehalf;
import dev.presgen.orchestrator.workflows.Services;
import dev.presgen.orchestrator.workflows.StepResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is waited for who does not wait any more. */
class GivenUpTest {

  private static final Duration LONG = Duration.ofHours(1);

  @TempDir
  Path folder;

  private final SmallWorld world = new SmallWorld();

  private LocalNode start() {
    world.lines.slots().take(SlotClass.AVATAR, "busy", LONG, Optional.empty());
    return LocalNode.start(Database.SQLITE, world, folder);
  }

  private Optional<StepResult<?>> ask() {
    var who = OnBehalf.current().orElseThrow();
    var told = world.lines.slots().take(SlotClass.AVATAR, who.path(), LONG, Optional.of(who));
    return Optional.of(
        StepResult.failed(new Failure.Throttled(((Admission.Later) told).detail(), LONG)));
  }

  /** A run that waits at a step for its turn. */
  private String waitsAt(String step, LocalNode node) {
    world.plan(step, _ -> ask());
    var run = node.started(step.equals("MAKE") ? 0 : 1);
    if (!step.equals("MAKE")) {
      world.content.set("words");
    }
    node.await(run, _ -> node.types(run).contains("RetryScheduled"));
    assertThat(waiting()).isOne();
    return run;
  }

  private int waiting() {
    return world.lines.queues().getFirst().waiting();
  }

  private void awaitNobodyWaits() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (waiting() > 0) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
    }
  }

  @Test
  void a_run_that_is_cancelled_leaves_the_line() {
    try (var node = start()) {
      node.order(waitsAt("MAKE", node), new Action.Cancel(false, false));
      awaitNobodyWaits();
    }
  }

  @Test
  void a_run_that_is_undone_leaves_the_line_while_its_undo_is_at_the_same_path() {
    try (var node = start()) {
      var run = waitsAt("MAKE", node);
      var undo = world.hold("UNMAKE");
      node.order(run, new Action.Cancel(true, false));
      undo.awaitThere();
      awaitNobodyWaits();
      undo.go().countDown();
    }
  }

  @Test
  void a_run_that_is_paused_leaves_the_line() {
    try (var node = start()) {
      node.order(waitsAt("MAKE", node), new Action.Pause());
      awaitNobodyWaits();
    }
  }

  @Test
  void a_step_that_is_skipped_or_left_out_leaves_the_line() {
    try (var node = start()) {
      var skipped = waitsAt("COPY_ONE", node);
      node.order(skipped, new Action.Skip(Optional.of("COPIES/1/COPY_ONE"), Optional.empty()));
      awaitNobodyWaits();

      var leftOut = waitsAt("COPY_ONE", node);
      world.services.set(
          service -> Optional.of(new Services.Off(service, "me", "not today", Instant.EPOCH)));
      node.order(leftOut, new Action.Retry(Optional.of("COPIES/1/COPY_ONE")));
      awaitNobodyWaits();
    }
  }

  @Test
  void a_step_that_is_done_in_another_way_leaves_the_line() {
    try (var node = start()) {
      node.order(waitsAt("MAKE", node), new Action.Retry(Optional.of("MAKE")));
      awaitNobodyWaits();
    }
  }
}
