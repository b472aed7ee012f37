package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Alerts;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.Flags;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import dev.presgen.orchestrator.workflows.Services;
import dev.presgen.orchestrator.workflows.Services.Service;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several nodes on one PostgreSQL. */
@ExtendWith(PostgresServer.Tidy.class)
class ClusterTest {

  private static final String SAND = "{\"with\": \"sand\"}";

  @TempDir
  Path folder;

  private final SmallWorld one = new SmallWorld();
  private final SmallWorld other = new SmallWorld();

  private LocalNode start(SmallWorld world) {
    return LocalNode.start(Database.POSTGRESQL, world, folder);
  }

  @Test
  void what_stops_runs_of_two_nodes_at_once_is_one_alert() {
    var blocked = new Failure.Blocked("locked", "Unlock it.", Duration.ofHours(1));
    for (int i = 0; i < 200; i++) {
      one.plan("MAKE", _ -> Optional.of(StepResult.failed(blocked)));
      other.plan("MAKE", _ -> Optional.of(StepResult.failed(blocked)));
    }
    try (var here = start(one); var there = start(other)) {
      var runs =
          IntStream.range(0, 20).mapToObj(i -> (i % 2 == 0 ? here : there).started(0)).toList();
      var alerts = here.part(Alerts.class);
      long began = System.nanoTime();
      while (alerts.open().stream().noneMatch(alert -> alert.blocked() == runs.size())) {
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
      }
      assertThat(alerts.open()).hasSize(1);
      assertThat(alerts.ended()).isEmpty();
    }
  }

  @Test
  void a_service_that_one_node_switches_off_is_off_on_the_other_within_a_moment() {
    try (var here = start(one); var there = start(other)) {
      var asked = there.part(Services.class);
      assertThat(asked.switchedOff(Service.AVATAR)).isEmpty();
      here.part(Flags.class)
          .change(Service.AVATAR, false, new By("ann", "broken"), Optional.empty());
      long switched = System.nanoTime();
      while (asked.switchedOff(Service.AVATAR).isEmpty()) {
        assertThat(Duration.ofNanos(System.nanoTime() - switched))
            .isLessThan(Duration.ofSeconds(2));
      }
    }
  }

  @Test
  void what_another_node_has_decided_is_seen_by_a_driver_that_has_nothing_to_store() {
    one.content.set("sand");
    // Work that goes on elsewhere for as long as it is asked about: nothing of it is journalled.
    for (int i = 0; i < 1_000; i++) {
      one.plan("COPY_ONE", _ -> Optional.of(new StepResult.Pending<>("job", Duration.ZERO)));
    }
    try (var driving = start(one)) {
      var run = driving.started(1);
      driving.await(run, record -> driving.types(run).contains("JobAccepted"));
      try (var node = start(other)) {
        var ordered = System.nanoTime();
        assertThat(node.order(run, new Action.Cancel(false, false)))
            .isInstanceOf(Answer.Accepted.class);
        driving.await(run, Status.CANCELLED);
        assertThat(Duration.ofNanos(System.nanoTime() - ordered)).isLessThan(Duration.ofSeconds(6));
      }
    }
  }

  @Test
  void a_signal_to_another_node_than_the_one_that_has_let_go_is_acted_on() {
    try (var first = start(one); var second = start(other)) {
      var run = first.started(1);
      first.await(run, Status.WAITING);
      assertThat(second.signal(run, "fill", SAND)).isInstanceOf(Answer.Accepted.class);
      awaitStatus(second, run, Status.COMPLETED);
      assertThat(calls("COPY_ONE")).hasSize(1);
    }
  }

  @Test
  void an_order_that_meets_a_node_that_is_just_picking_the_run_is_accepted() throws Exception {
    // Nobody looks, so that the driver lets go.
    var quiet = new SmallWorld(Duration.ofMinutes(1), Duration.ofMinutes(1));
    try (var node = start(quiet);
        var picking = node.part(DataSource.class).getConnection()) {
      var run = node.started(1);
      node.await(run, Status.WAITING);
      var server = PostgresServer.shared().jdbc(folder);
      await(server, "SELECT count(*) = 1 FROM scheduled_tasks WHERE NOT picked");
      picking.setAutoCommit(false);
      try (var pick = picking.createStatement()) {
        pick.executeUpdate("UPDATE scheduled_tasks SET picked = true, version = version + 1");
        var ordered = new FutureTask<>(() -> node.order(run, new Action.Pause()));
        Thread.ofVirtual().start(ordered);
        // It has read the row as it was, and wants to write it.
        await(
            server,
            "SELECT count(*) > 0 FROM pg_stat_activity"
                + " WHERE wait_event_type = 'Lock' AND datname = current_database()");
        picking.commit();
        assertThat(ordered.get(20, TimeUnit.SECONDS)).isInstanceOf(Answer.Accepted.class);
      }
    }
  }

  private static void await(JdbcClient server, String condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!server.sql(condition).query(Boolean.class).single()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
    }
  }

  @Test
  void many_runs_on_two_nodes_each_take_every_step_once() {
    one.content.set("sand");
    other.content.set("sand");
    int each = 40;
    try (var first = start(one); var second = start(other)) {
      var runs = new ArrayList<String>();
      for (int i = 0; i < each; i++) {
        runs.add(first.started(2));
        runs.add(second.started(2));
      }
      runs.forEach(run -> awaitStatus(first, run, Status.COMPLETED));
      for (var run : runs) {
        assertThat(first.types(run)).doesNotContain("AttemptLost", "AttemptFailed");
      }
      assertThat(calls("MAKE")).doesNotHaveDuplicates().hasSize(2 * each);
      assertThat(calls("COPY_ONE")).doesNotHaveDuplicates().hasSize(4 * each);
      assertThat(calls("BUNDLE")).doesNotHaveDuplicates().hasSize(2 * each);
    }
  }

  @Test
  void a_node_that_is_cut_off_is_replaced_and_decides_nothing_when_it_is_back() throws Exception {
    try (var line = new BrokenLine();
        var cutOff =
            LocalNode.start(
                Database.POSTGRESQL, one, folder, line.settings(folder), LocalNode.MISSED_SOON)) {
      var make = one.hold("MAKE");
      var run = cutOff.started(1);
      make.awaitThere();
      line.down();
      var seen = new ConcurrentLinkedQueue<StepContext>();
      other.plan("MAKE", context -> {
        seen.add(context);
        return Optional.empty();
      });
      try (var next =
          LocalNode.start(
              Database.POSTGRESQL, other, folder, LocalNode.MISSED_SOON)) {
        next.await(run, Status.WAITING);
        assertThat(seen).hasSize(1);
        assertThat(seen.peek().mayHaveActed()).isTrue();
        assertThat(seen.peek().key()).isEqualTo(run + "/MAKE/1");
        var before = next.journal(run);

        line.up();
        make.go().countDown();
        awaitNobodyDriving(cutOff);
        assertThat(next.journal(run)).isEqualTo(before);
        assertThat(before)
            .filteredOn(Event.AttemptLost.class::isInstance)
            .hasSize(1);
        next.signal(run, "fill", SAND);
        awaitStatus(next, run, Status.COMPLETED);
        assertThat(next.types(run)).containsOnlyOnce("RunEnded");
      }
    }
  }

  @Test
  void conflicts_that_the_database_finds_are_tried_again() throws Exception {
    try (var node =
        LocalNode.start(
            Database.POSTGRESQL,
            one,
            folder,
            "spring.datasource.hikari.transaction-isolation=TRANSACTION_SERIALIZABLE");
        var pool = Executors.newFixedThreadPool(4)) {
      var run = node.started(1);
      node.await(run, Status.WAITING);
      var answers =
          pool.invokeAll(
              IntStream.range(0, 40)
                  .<Callable<Answer>>mapToObj(
                      i -> () -> node.signal(run, "note", "{\"text\": \"" + i + "\"}"))
                  .toList());
      assertThat(answers)
          .extracting(Future::resultNow)
          .hasOnlyElementsOfType(Answer.Accepted.class);
      assertThat(node.journal(run))
          .filteredOn(Event.SignalAccepted.class::isInstance)
          .hasSize(40);
    }
    // Connections tell what they did when they end.
    await(
        PostgresServer.shared().jdbc(folder),
        "SELECT xact_rollback > 0 FROM pg_stat_database WHERE datname = current_database()");
  }

  private List<String> calls(String step) {
    var calls = new ArrayList<String>();
    for (var world : List.of(one, other)) {
      world.calls.stream().filter(call -> call.startsWith(step + " ")).forEach(calls::add);
    }
    return calls;
  }

  /** Listeners hear what their own node decides; this one looks. */
  private static void awaitStatus(LocalNode node, String run, Status status) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (Status.of(node.find(run).state()) != status) {
      assertThat(System.nanoTime())
          .as(() -> "in time, but it is " + node.find(run).state())
          .isLessThan(end);
    }
  }

  private static void awaitNobodyDriving(LocalNode node) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (node.part(Drivers.class).count() > 0) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
