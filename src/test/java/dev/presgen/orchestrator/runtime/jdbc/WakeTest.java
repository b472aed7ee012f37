package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No wake-up is lost, whenever it comes; and who waits holds nothing. */
@OnEachDatabase
class WakeTest {

  @Parameter
  Database database;

  private static final String SAND = "{\"with\": \"sand\"}";

  private final SmallWorld world = new SmallWorld(Duration.ofMinutes(1), Duration.ofMinutes(1));
  private LocalNode node;
  private Path folder;

  @BeforeEach
  void startNode(@TempDir Path folder) {
    this.folder = folder;
    node = LocalNode.start(database, world, folder);
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  @Test
  void a_signal_that_comes_right_after_the_drivers_last_decision_is_acted_on() throws Exception {
    try (var _ =
        node.runs.listen(
            (record, entries) -> {
              if (entries.stream().anyMatch(entry -> entry.type().equals("WaitOpened"))) {
                onAnotherThread(() -> node.signal(record.id(), "fill", SAND));
              }
            })) {
      node.await(node.started(1), Status.COMPLETED);
    }
  }

  @Test
  void a_signal_that_comes_between_a_drivers_end_and_its_letting_go_is_acted_on() {
    signalledBetweenEndAndLettingGo();
  }

  @Test
  void what_comes_between_a_drivers_end_and_its_letting_go_does_not_wait_to_be_looked_for() {
    node.close();
    node = LocalNode.start(database, world, folder, "db-scheduler.polling-interval=1h");
    signalledBetweenEndAndLettingGo();
  }

  @Test
  void a_cancel_that_comes_between_a_drivers_end_and_its_letting_go_is_acted_on() {
    var once = new AtomicBoolean();
    world.lettingGo.set(
        run -> {
          if (once.compareAndSet(false, true)) {
            onAnotherThread(() -> node.order(run, new Action.Cancel(true, false)));
          }
        });
    node.await(node.started(1), Status.CANCELLED);
    assertThat(world.things).isEmpty();
  }

  @Test
  void a_signal_after_the_letting_go_calls_a_driver() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    awaitParked(1);
    node.signal(run, "fill", SAND);
    node.await(run, Status.COMPLETED);
    awaitRows(0);
  }

  @Test
  void runs_that_wait_hold_no_driver() {
    var runs = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      runs.add(node.started(1));
    }
    runs.forEach(run -> node.await(run, Status.WAITING));
    awaitParked(100);
    assertThat(node.part(Drivers.class).count()).isZero();
    runs.forEach(run -> node.signal(run, "fill", SAND));
    runs.forEach(run -> node.await(run, Status.COMPLETED));
  }

  @Test
  void a_run_that_waits_for_a_time_is_called_when_it_comes() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    awaitParked(1);
    node.order(
        run, new Action.Extend(Optional.empty(), Instant.now().plus(Duration.ofMillis(2_500))));
    node.await(run, Status.NEEDS_ATTENTION);
  }

  private void signalledBetweenEndAndLettingGo() {
    var once = new AtomicBoolean();
    world.lettingGo.set(
        run -> {
          if (once.compareAndSet(false, true)) {
            assertThat(node.part(Drivers.class).count()).isZero();
            onAnotherThread(() -> node.signal(run, "fill", SAND));
          }
        });
    node.await(node.started(1), Status.COMPLETED);
    assertThat(once).isTrue();
  }

  private void onAnotherThread(Supplier<Answer> asked) {
    var done = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              assertThat(asked.get()).isInstanceOf(Answer.Accepted.class);
              done.countDown();
            });
    try {
      assertThat(done.await(20, TimeUnit.SECONDS)).as("accepted in time").isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Waits until so many rows are left that nobody has picked and that are due later. */
  private void awaitParked(int wanted) {
    awaitCount("SELECT count(*) FROM scheduled_tasks WHERE NOT picked", wanted);
  }

  private void awaitRows(int wanted) {
    awaitCount("SELECT count(*) FROM scheduled_tasks", wanted);
  }

  private void awaitCount(String sql, int wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    var jdbc = node.part(JdbcClient.class);
    while (jdbc.sql(sql).query(Integer.class).single() != wanted
        || node.part(Drivers.class).count() > 0) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
    }
  }
}
