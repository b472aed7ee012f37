package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.RunQuery;
import dev.presgen.orchestrator.workflows.Ledger;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How the runtime lives with its database. */
@OnEachDatabase
class DatabaseTest {

  @Parameter
  Database database;

  private static final RunQuery ALL =
      new RunQuery(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
          Optional.empty(), Optional.empty(), 200);

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
  void a_state_of_an_unknown_form_is_folded_from_its_events() {
    var run = node.started(2);
    node.await(run, Status.WAITING);
    node.part(JdbcClient.class)
        .sql("UPDATE run SET codec = 99, state = 'of another time'")
        .update();
    var folded = node.find(run);
    assertThat(folded.state().sequence()).isEqualTo(node.journal(run).size());
    assertThat(Status.of(folded.state())).isEqualTo(Status.WAITING);
    assertThat(node.runs.list(ALL).runs()).containsExactly(folded);
    node.signal(run, "fill", "{\"with\": \"sand\"}");
    node.await(run, Status.COMPLETED);
  }

  @Test
  void runs_are_read_while_somebody_writes() throws Exception {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    var writing = new CountDownLatch(1);
    var read = new CountDownLatch(1);
    var writer =
        Thread.ofVirtual()
            .start(
                () -> node.part(Stores.class)
                    .transaction()
                    .executeWithoutResult(
                        _ -> {
                          node.part(JdbcClient.class).sql("UPDATE run SET error = 'x'").update();
                          writing.countDown();
                          try {
                            assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
                          } catch (InterruptedException stopped) {
                            throw new IllegalStateException(stopped);
                          }
                        }));
    assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();
    var reader =
        new FutureTask<>(
            () -> List.of(
                node.runs.list(ALL).runs().size(),
                node.runs.history(run, 0, 2).size(),
                node.runs.resources(run).size(),
                node.runs.find(run).map(_ -> 1).orElse(0),
                node.runs.outputs(node.find(run))
                    .find("MAKE", SmallWorld.Thing.class)
                    .map(_ -> 1)
                    .orElse(0)));
    Thread.ofVirtual().start(reader);
    assertThat(reader.get(10, TimeUnit.SECONDS)).containsExactly(1, 2, 1, 1, 1);
    read.countDown();
    writer.join();
  }

  @Test
  void a_transaction_reads_what_it_has_written_itself() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    var stores = node.part(Stores.class);
    stores
        .transaction()
        .executeWithoutResult(
            status -> {
              node.part(JdbcClient.class).sql("UPDATE run SET run_key = 'inside'").update();
              assertThat(stores.runs().find(run).orElseThrow().run().key()).contains("inside");
              status.setRollbackOnly();
            });
    assertThat(node.find(run).key()).isEmpty();
  }

  @Test
  void an_object_that_is_made_anew_no_longer_has_the_id_of_its_failed_try() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    var ledger = ledger(run);
    ledger.intend("thing", "two");
    ledger.underway("thing", "two", "job-a");
    ledger.again("thing", "two");
    assertThat(ledger.find("thing", "two").orElseThrow().externalId())
        .as("nothing is said of what is not undone")
        .contains("job-a");
    ledger.settle("thing", "two", Ledger.State.UNDONE);

    ledger.again("thing", "two");

    var anew = ledger.find("thing", "two").orElseThrow();
    assertThat(anew.state()).isEqualTo(Ledger.State.INTENDED);
    assertThat(anew.externalId()).isEmpty();
    assertThat(anew.undoneAt()).isEmpty();
  }

  @Test
  void a_step_that_is_being_interrupted_still_enters_what_it_has_made() throws Exception {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    var ledger = ledger(run);
    // All connections are out, so that the step has to wait for one.
    var pool = node.part(HikariDataSource.class);
    var out = new ArrayList<Connection>();
    while (out.size() < pool.getMaximumPoolSize()) {
      out.add(pool.getConnection());
    }
    var entering =
        new FutureTask<>(
            () -> {
              Thread.currentThread().interrupt();
              ledger.intend("thing", "two");
              ledger.made("thing", "two", "id-2", Optional.empty());
              return Thread.interrupted();
            });
    var step = Thread.ofVirtual().start(entering);
    while (pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0 && step.isAlive()) {
      step.join(Duration.ofMillis(1));
    }
    step.interrupt();
    for (var connection : out) {
      connection.close();
    }
    assertThat(entering.get(20, TimeUnit.SECONDS)).as("still interrupted").isTrue();
    assertThat(node.runs.resources(run))
        .extracting(Ledger.Entry::marker, Ledger.Entry::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("one", Ledger.State.EXISTS),
            org.assertj.core.groups.Tuple.tuple("two", Ledger.State.EXISTS));
    node.signal(run, "fill", "{\"with\": \"sand\"}");
    node.await(run, Status.COMPLETED);
  }

  @Test
  void steps_that_are_interrupted_while_they_write_do_not_harm_the_connections() throws Exception {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    var ledger = ledger(run);
    int steps = 4;
    int objects = 60;
    var threads = new ArrayList<Thread>();
    for (int step = 0; step < steps; step++) {
      var prefix = step + "/";
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < objects; i++) {
                      ledger.made("thing", prefix + i, "id", Optional.empty());
                    }
                  }));
    }
    while (threads.stream().anyMatch(Thread::isAlive)) {
      threads.forEach(Thread::interrupt);
      threads.getFirst().join(Duration.ofMillis(1));
    }
    assertThat(node.runs.resources(run)).hasSize(1 + steps * objects);
    node.signal(run, "fill", "{\"with\": \"sand\"}");
    node.await(run, Status.COMPLETED);
  }

  private Ledger ledger(String run) {
    var stores = node.part(Stores.class);
    return stores.ledger().of(run, "MAKE", stores.runs().find(run).orElseThrow().epoch());
  }

  @Test
  void what_was_taken_back_stays_so_when_somebody_says_late_that_it_was_made() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    var ledger = ledger(run);
    ledger.settle("thing", "one", Ledger.State.UNDONE);
    var undone = ledger.find("thing", "one").orElseThrow();
    assertThat(
        ledger.made("thing", "one", undone.externalId().orElseThrow(), Optional.empty()))
        .isEqualTo(undone);
  }

  @Test
  void what_was_taken_back_stays_so_when_another_try_says_late_that_it_had_made_it() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    var ledger = ledger(run);
    ledger.intend("thing", "two");
    ledger.intend("thing", "two#2");
    ledger.made("thing", "two", "found", Optional.empty());
    ledger.settle("thing", "two", Ledger.State.UNDONE);
    ledger.settle("thing", "two#2", Ledger.State.UNDONE);
    ledger.made("thing", "two#2", "found", Optional.empty());
    assertThat(ledger.find("thing", "two#2").orElseThrow().state())
        .isEqualTo(Ledger.State.UNDONE);
  }

  @Test
  void what_was_taken_back_and_is_made_again_exists() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    var ledger = ledger(run);
    var first = ledger.find("thing", "one").orElseThrow();
    ledger.settle("thing", "one", Ledger.State.UNDONE);
    assertThat(ledger.find("thing", "one").orElseThrow().undoneAt()).isPresent();
    assertThat(ledger.intend("thing", "one").state()).isEqualTo(Ledger.State.UNDONE);
    var again = ledger.made("thing", "one", "again", Optional.empty());
    assertThat(again)
        .isEqualTo(
            new Ledger.Entry(
                "thing", "one", Optional.of("again"), first.url(), "MAKE", Ledger.State.EXISTS,
                again.createdAt(), Optional.empty()));
  }

  @Test
  void an_object_is_as_old_as_its_making_and_not_as_the_intent() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    var ledger = ledger(run);
    ledger.intend("thing", "two", "reserved");
    node.part(JdbcClient.class)
        .sql("UPDATE resource SET created_at = 1 WHERE marker = 'two'")
        .update();
    var made = ledger.made("thing", "two", "reserved", Optional.empty());
    assertThat(made.createdAt()).isAfter(Instant.ofEpochMilli(1));
    node.part(JdbcClient.class)
        .sql("UPDATE resource SET created_at = 1 WHERE marker = 'two'")
        .update();
    assertThat(ledger.made("thing", "two", "reserved", Optional.of("url")).createdAt())
        .as("where it opens is only said later")
        .isEqualTo(Instant.ofEpochMilli(1));
  }

  @Test
  void the_kind_of_what_is_confidential_is_stored_with_it() {
    world.content.set("sand");
    var run = node.started(1);
    node.await(run, Status.COMPLETED);
    assertThat(
        node.part(JdbcClient.class)
            .sql("SELECT ref || ' ' || class FROM payload ORDER BY created_at, ref")
            .query(String.class)
            .list())
        .map(line -> line.replaceAll("@\\d+", ""))
        .containsExactly(
            "input OPEN", "MAKE#1 OPEN", "FILLED#1 OPEN", "COPIES/1/COPY_ONE#1 LEARNER",
            "BUNDLE#1 OPEN");
  }
}
