package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.Once;
import dev.presgen.orchestrator.runtime.RunQuery;
import dev.presgen.orchestrator.runtime.RunRequest;
import dev.presgen.orchestrator.runtime.SignalRequest;
import dev.presgen.orchestrator.runtime.jdbc.BrokenLine.Break;
import dev.presgen.orchestrator.runtime.jdbc.SmallWorld.Note;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is lost on the way to PostgreSQL, and what is not. */
@ExtendWith(PostgresServer.Tidy.class)
class PostgresLineTest {

  private static final String SAND = "{\"with\": \"sand\"}";

  /** The statement with which a driver stores what it has decided. */
  private static final String DECISION = "WITH moved";

  private static final String REQUEST = "INSERT INTO request";
  private static final String COMMIT = "COMMIT";

  private static final RunQuery ALL =
      new RunQuery(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
          Optional.empty(), Optional.empty(), 200);

  @TempDir
  Path folder;

  private final SmallWorld world = new SmallWorld(Duration.ofMinutes(1), Duration.ofMinutes(1));
  private BrokenLine line;
  private LocalNode node;

  @BeforeEach
  void startNode() {
    line = new BrokenLine();
    node =
        LocalNode.start(
            Database.POSTGRESQL,
            world,
            folder,
            line.settings(folder),
            "spring.datasource.hikari.connection-timeout=2000",
            "spring.datasource.hikari.data-source-properties.socketTimeout=2");
  }

  @AfterEach
  void stopNode() throws IOException {
    line.up();
    node.close();
    line.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_signal_whose_commit_is_not_answered_counts_once(Break how) {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    int signals = 12;
    var texts = new ArrayList<String>();
    for (int i = 0; i < signals; i++) {
      line.breakOnce(REQUEST, COMMIT, how);
      texts.add("n" + i);
      var answer = (Answer.Accepted) node.runs.signal(run, note("n" + i));
      assertThat(answer.repeated()).isFalse();
      assertThat(((Answer.Accepted) node.runs.signal(run, note("n" + i))).repeated()).isTrue();
    }
    assertThat(line.broken()).isEqualTo(signals);
    var payloads = node.part(Stores.class).payloads().of(run, List.of());
    assertThat(node.journal(run))
        .filteredOn(Event.SignalAccepted.class::isInstance)
        .extracting(
            event -> payloads.read(((Event.SignalAccepted) event).payload(), Note.class).text())
        .containsExactlyElementsOf(texts);
    assertThat(node.runs.signal(run, fill())).isInstanceOf(Answer.Accepted.class);
    node.await(run, Status.COMPLETED);
  }

  @ParameterizedTest
  @EnumSource
  void a_start_whose_commit_is_not_answered_starts_one_run(Break how) {
    var started = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      line.breakOnce("INSERT INTO run ", COMMIT, how);
      var answer = (Answer.Started) node.runs.start(named("course-" + i));
      assertThat(answer.repeated()).isFalse();
      started.add(answer.run().id());
    }
    assertThat(line.broken()).isEqualTo(4);
    assertThat(node.runs.list(ALL).runs())
        .extracting(run -> run.id())
        .containsExactlyInAnyOrderElementsOf(started);
    started.forEach(run -> node.await(run, Status.WAITING));
  }

  @ParameterizedTest
  @EnumSource
  void a_drivers_decision_whose_commit_is_not_answered_counts_once(Break how) {
    world.content.set("sand");
    for (int i = 0; i < 2; i++) {
      for (var step : List.of("MAKE", "COPY_ONE", "BUNDLE")) {
        world.plan(step, _ -> {
          line.breakOnce(DECISION, DECISION, how);
          return Optional.empty();
        });
      }
      var run = node.started(1);
      node.await(run, Status.WAITING);
      node.runs.signal(run, fill());
      node.await(run, Status.COMPLETED);
      assertThat(node.types(run))
          .filteredOn(type -> type.equals("StepCompleted"))
          .hasSize(3);
      assertThat(node.types(run)).doesNotContain("AttemptLost", "AttemptFailed");
      assertThat(node.types(run))
          .hasSize((int) node.find(run).state().sequence());
    }
    assertThat(line.broken()).isGreaterThanOrEqualTo(4);
    assertThat(world.calls)
        .filteredOn(call -> !call.startsWith("FILLED"))
        .doesNotHaveDuplicates()
        .hasSize(6);
  }

  @Test
  void connections_that_the_server_ends_cost_nothing_but_time() {
    world.content.set("sand");
    var runs = IntStream.range(0, 8).mapToObj(_ -> node.started(2)).toList();
    var server = PostgresServer.shared().jdbc(folder);
    for (var run : runs) {
      server.sql(
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
              + " WHERE application_name = 'presgen' AND datname = current_database()")
          .query(Integer.class)
          .single();
      node.await(run, record -> Status.of(record.state()) == Status.WAITING);
    }
    runs.forEach(run -> assertThat(node.types(run)).doesNotContain("AttemptLost"));
  }

  @Test
  void while_the_database_is_away_a_caller_is_told_soon_and_a_result_is_kept() {
    var bundle = world.hold("BUNDLE");
    var run = node.started(1);
    node.await(run, Status.WAITING);
    node.runs.signal(run, fill());
    bundle.awaitThere();
    line.down();
    bundle.go().countDown();
    assertTold(() -> node.started(1));
    assertTold(() -> node.find(run));
    assertTold(() -> node.runs.signal(run, note("n")));
    line.up();
    awaitBack(run);
    node.await(run, Status.COMPLETED);
    assertThat(world.calls).filteredOn(call -> call.startsWith("BUNDLE")).hasSize(1);
    assertThat(node.types(run)).doesNotContain("AttemptLost", "AttemptFailed");
    assertThat(node.runs.list(ALL).runs()).hasSize(1);
  }

  @Test
  void on_a_line_that_has_gone_silent_a_caller_is_told_soon() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    line.mute();
    assertTold(() -> node.find(run));
    assertTold(() -> node.signal(run, "fill", SAND));
    line.up();
    awaitBack(run);
    node.signal(run, "fill", SAND);
    node.await(run, Status.COMPLETED);
  }

  /** The pool tries to connect every now and then. */
  private void awaitBack(String run) {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (true) {
      try {
        node.find(run);
        return;
      } catch (RuntimeException away) {
        assertThat(System.nanoTime()).as("back in time").isLessThan(end);
      }
    }
  }

  private static void assertTold(Runnable request) {
    long began = System.nanoTime();
    assertThatThrownBy(request::run)
        .isInstanceOf(RuntimeException.class)
        .satisfies(
            failed -> assertThat(Trouble.of(failed)).isIn(Trouble.AWAY, Trouble.LOST));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
  }

  private static SignalRequest note(String text) {
    return new SignalRequest(
        "note", LocalNode.json("{\"text\": \"" + text + "\"}"), "me",
        Optional.of(new Once(text, "print")));
  }

  private static SignalRequest fill() {
    return new SignalRequest("fill", LocalNode.json(SAND), "me", Optional.empty());
  }

  private static RunRequest named(String key) {
    return new RunRequest(
        "small", Optional.of(key), LocalNode.json("{\"copies\": 1}"), Map.of(), "me",
        Optional.empty());
  }
}
