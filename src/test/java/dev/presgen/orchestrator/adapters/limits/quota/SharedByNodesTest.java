package dev.presgen.orchestrator.adapters.limits.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.presgen.orchestrator.runtime.jdbc.PostgresServer;
import dev.presgen.orchestrator.workflows.OnBehalf;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes on one PostgreSQL. */
@ExtendWith(PostgresServer.Tidy.class)
@Timeout(60)
class SharedByNodesTest {
  private static final long WRITES = 60;

  @TempDir
  private Path folder;

  private final MovedClock clock = new MovedClock();
  private HikariDataSource database;

  @BeforeEach
  void connect() {
    database = PostgresServer.shared().connections(folder);
  }

  @AfterEach
  void disconnect() {
    database.close();
  }

  private Sharing node() {
    return Sharing.throughPostgres(
        allowances(),
        Map.of(SlotClass.CORE, 3, SlotClass.AVATAR, 3, SlotClass.AGENT, 3),
        database,
        clock);
  }

  private static Map<QuotaClass, Allowance> allowances() {
    return Arrays.stream(QuotaClass.values())
        .collect(Collectors.toMap(one -> one, _ -> Allowance.of(WRITES, 1)));
  }

  private static OnBehalf run(String id) {
    return new OnBehalf(id, "WRITE", Instant.parse("2026-11-03T00:00:00Z"), false);
  }

  @Test
  void together_they_never_exceed_the_limit() {
    var nodes = List.of(node(), node());
    var grants = new Grants();
    var dice = new Random(4);
    for (int tick = 0; tick < 600; tick++) {
      for (var node : nodes) {
        var who = dice.nextBoolean()
            ? Optional.of(run("run-" + dice.nextInt(9)))
            : Optional.<OnBehalf>empty();
        if (node.quotas().ask(QuotaClass.FORMS_WRITE, 1, who) instanceof Admission.Granted) {
          grants.add(clock.instant(), 1);
        }
      }
      clock.move(Duration.ofMillis(dice.nextInt(500)));
    }

    assertThat(grants.mostInAMinute()).isBetween(WRITES * 9 / 10, WRITES);
  }

  @Test
  void at_one_moment_they_get_no_more_than_the_bucket_holds() throws Exception {
    var nodes = List.of(node(), node());
    long granted =
        inParallel(
            i -> nodes.get(i % 2).quotas().ask(QuotaClass.FORMS_WRITE, 1, Optional.empty()), 60);

    assertThat(granted).isEqualTo(Allowance.of(WRITES, 1).capacity());
  }

  @Test
  void at_one_moment_they_get_no_more_slots_than_there_are() throws Exception {
    var nodes = List.of(node(), node());
    long granted =
        inParallel(
            i -> nodes.get(i % 2)
                .slots()
                .take(SlotClass.CORE, "run-" + i, Duration.ofMinutes(1), Optional.empty()),
            40);

    assertThat(granted).isEqualTo(3);
  }

  private interface Asking {
    Admission ask(int number);
  }

  private static long inParallel(Asking asking, int times) throws Exception {
    try (var threads = Executors.newFixedThreadPool(16)) {
      var tasks =
          IntStream.range(0, times)
              .mapToObj(i -> (Callable<Admission>) () -> asking.ask(i))
              .toList();
      long granted = 0;
      for (var answer : new ArrayList<>(threads.invokeAll(tasks))) {
        granted += answer.get() instanceof Admission.Granted ? 1 : 0;
      }
      return granted;
    }
  }

  @Test
  void a_place_in_the_line_and_a_refusal_count_on_both() {
    var here = node().quotas();
    var there = node().quotas();
    here.hold(QuotaClass.FORMS_WRITE, Duration.ofSeconds(20));
    here.ask(QuotaClass.FORMS_WRITE, 1, Optional.of(run("a")));

    assertThat(there.ask(QuotaClass.FORMS_WRITE, 1, Optional.of(run("b"))))
        .isInstanceOfSatisfying(
            Admission.Later.class,
            later -> assertThat(later.detail())
                .matches("waits for Google Forms writes: place 2 of 2, about 2[0-3] s"));
  }

  /** As many rows as there may be, each to come at a time. */
  private void full(Instant comesAt) {
    JdbcClient.create(database)
        .sql(
            """
            INSERT INTO quota_line (queue, run_id, path, deadline, cost, comes_at)
            SELECT 'q', 'run-' || n, 'WRITE', 0, 1, :comesAt FROM generate_series(1, :most) n
            """)
        .param("comesAt", comesAt.toEpochMilli())
        .param("most", Line.LENGTH_MAX)
        .update();
  }

  @Test
  void in_a_line_that_is_full_who_has_a_place_keeps_it_and_nobody_else_gets_one() {
    var line = new PostgresLine(JdbcClient.create(database));
    var now = clock.instant();
    full(now.plusSeconds(10));
    var later = now.plusSeconds(60);
    line.enter("q", run("run-7"), 1, now, later);
    line.enter("q", run("newcomer"), 1, now, later);

    assertThat(line.waiting("q", later).count()).isEqualTo(1);
  }

  @Test
  void who_is_out_of_a_line_takes_no_room_in_it() {
    var line = new PostgresLine(JdbcClient.create(database));
    var now = clock.instant();
    full(now.minusSeconds(10));
    line.enter("q", run("newcomer"), 1, now, now.plusSeconds(5));

    assertThat(line.waiting("q", now).count()).isEqualTo(1);
  }

  @Test
  void who_is_interrupted_gives_its_slot_back_even_where_it_must_wait_for_a_connection()
      throws Exception {
    var slots = node().slots();
    for (var run : List.of("a", "b", "c")) {
      slots.take(SlotClass.CORE, run, Duration.ofMinutes(1), Optional.empty());
    }
    var busy = new ArrayList<Connection>();
    while (busy.size() < database.getMaximumPoolSize()) {
      busy.add(database.getConnection());
    }
    var interrupted = new AtomicBoolean();
    var stopped =
        Thread.startVirtualThread(
            () -> {
              Thread.currentThread().interrupt();
              slots.free(SlotClass.CORE, "a");
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    while (stopped.isAlive()
        && database.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0) {
      Thread.onSpinWait();
    }
    for (var connection : busy) {
      connection.close();
    }
    stopped.join();

    assertThat(interrupted).isTrue();
    assertThat(slots.take(SlotClass.CORE, "d", Duration.ofMinutes(1), Optional.empty()))
        .isEqualTo(new Admission.Granted());
  }

  @Test
  void a_database_that_is_away_means_later_and_is_no_error() {
    var nowhere = new PGSimpleDataSource();
    nowhere.setURL("jdbc:postgresql://127.0.0.1:1/none");
    nowhere.setConnectTimeout(1);
    var node =
        Sharing.throughPostgres(
            allowances(), Map.of(SlotClass.CORE, 3), nowhere, clock);

    assertThat(node.quotas().ask(QuotaClass.FORMS_WRITE, 1, Optional.of(run("a"))))
        .isEqualTo(
            new Admission.Later(
                "waits for Google Forms writes: the database that shares them out cannot be"
                    + " reached",
                Duration.ofSeconds(5)));
    assertThat(node.quotas().ask(QuotaClass.FORMS_WRITE, 1, Optional.empty()))
        .isInstanceOf(Admission.Later.class);
    assertThat(
        node.slots().take(SlotClass.CORE, "a", Duration.ofMinutes(1), Optional.of(run("a"))))
        .isEqualTo(
            new Admission.Later(
                "waits for PresGen Core: the database that shares it out cannot be reached",
                Duration.ofSeconds(5)));
    node.slots().free(SlotClass.CORE, "a");
    node.quotas().giveBack(QuotaClass.FORMS_WRITE, 1);
    node.quotas().hold(QuotaClass.FORMS_WRITE, Duration.ofSeconds(1));
  }
}
