package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A node that stops in good order. */
@OnEachDatabase
class StopTest {

  @Parameter
  Database database;

  @TempDir
  Path folder;

  private final SmallWorld world = new SmallWorld();

  @Test
  void an_attempt_that_is_under_way_may_finish() throws Exception {
    var node = LocalNode.start(database, world, folder);
    var make = world.hold("MAKE");
    var run = node.started(1);
    make.awaitThere();
    var stop = new FutureTask<>(() -> {
      node.close();
      return true;
    });
    Thread.ofVirtual().start(stop);
    make.go().countDown();
    assertThat(stop.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(make.interrupted().getCount()).isEqualTo(1);
    try (var next = LocalNode.start(database, world, folder)) {
      next.await(run, Status.WAITING);
      assertThat(next.types(run))
          .containsSubsequence("AttemptStarted", "StepCompleted", "WaitOpened")
          .doesNotContain("AttemptFailed", "AttemptLost");
    }
  }

  @Test
  void an_attempt_that_does_not_finish_is_given_back_at_no_cost_and_within_the_bound() {
    var make = world.hold("MAKE");
    String run;
    long began;
    try (var node = LocalNode.start(database, world, folder, "presgen.patience.stop=200ms")) {
      run = node.started(1);
      make.awaitThere();
      began = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    make.awaitInterrupted();
    var acted = new ConcurrentLinkedQueue<Boolean>();
    world.plan(
        "MAKE",
        context -> {
          acted.add(context.mayHaveActed());
          return Optional.empty();
        });
    try (var next = LocalNode.start(database, world, folder)) {
      next.await(run, Status.WAITING);
      assertThat(acted).containsExactly(true);
      assertThat(next.journal(run))
          .filteredOn(Event.RetryScheduled.class::isInstance)
          .extracting(event -> ((Event.RetryScheduled) event).budget().spent())
          .containsExactly(0);
      assertThat(next.types(run)).doesNotContain("AttemptLost");
    }
  }

  @Test
  void a_step_that_ignores_the_stop_does_not_hold_it_up() {
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
    long began;
    try (var node = LocalNode.start(database, world, folder, "presgen.patience.stop=200ms")) {
      node.started(1);
      new SmallWorld.Held(there, release, release).awaitThere();
      began = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    release.countDown();
  }
}
