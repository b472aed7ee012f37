package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Decisions on several runs that are committed together: each counts for itself. */
@OnEachDatabase
class CommitsTest {

  @Parameter
  Database database;

  private static final String NUL = "\0";

  /** Nobody looks while a test decides. */
  private final SmallWorld world = new SmallWorld(Duration.ofHours(1), Duration.ofHours(1));

  private LocalNode node;
  private List<String> runs;

  @BeforeEach
  void startNode(@TempDir Path folder) {
    node = LocalNode.start(database, world, folder);
    runs = Stream.generate(() -> node.started(1)).limit(4).toList();
    runs.forEach(run -> node.await(run, Status.WAITING));
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  @Test
  void of_three_the_one_whose_run_has_changed_is_not_stored_and_the_others_are() {
    var changes = runs.stream().limit(3).map(this::pause).toList();
    node.order(runs.get(1), new Action.Cancel(false, false));
    node.await(runs.get(1), Status.CANCELLED);

    assertThat(moves().commit(changes)).containsExactly(true, false, true);

    assertThat(runs.stream().limit(3).map(this::status))
        .containsExactly(Status.PAUSED, Status.CANCELLED, Status.PAUSED);
    assertThat(node.types(runs.get(0))).containsOnlyOnce("RunPaused");
    assertThat(node.types(runs.get(1))).doesNotContain("RunPaused");
    assertThat(moves().commit(changes)).as("a second time").containsExactly(false, false, false);
  }

  @Test
  void what_the_database_refuses_fails_alone() throws Exception {
    var gate = new Gate(moves());
    var stores = node.part(Stores.class);
    var journal = new Journal(stores.runs(), gate, 1, events(), stores.codec());
    var ahead = committing(journal, pause(runs.get(0)));
    assertThat(gate.begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    var one = queued(journal, pause(runs.get(1)));
    var refused = new ArrayList<FutureTask<Boolean>>();
    for (var change : refused(pause(runs.get(2)))) {
      refused.add(queued(journal, change));
    }
    var last = queued(journal, pause(runs.get(3)));

    gate.allowed.release(100);

    assertThat(told(ahead)).isTrue();
    assertThat(told(one)).isTrue();
    assertThat(refused)
        .allSatisfy(
            caller -> assertThatThrownBy(() -> told(caller))
                .hasCauseInstanceOf(DataAccessException.class));
    assertThat(told(last)).isTrue();
    assertThat(gate.sizes).as("together, then each on its own").startsWith(1, 2 + refused.size());
    assertThat(runs.stream().map(this::status))
        .containsExactly(Status.PAUSED, Status.PAUSED, Status.WAITING, Status.PAUSED);
    assertThat(
        runs.stream().map(run -> Collections.frequency(node.types(run), "RunPaused")))
        .containsExactly(1, 1, 0, 1);
  }

  /** Decisions with an event at another one's place, and with a text that cannot be kept. */
  private List<Moves.Change> refused(Moves.Change change) {
    var event = change.entries().getFirst();
    var misplaced = new EventTable.Entry(1, event.at(), event.type(), event.body());
    var nul = new PayloadTable.New(new Ref("given:1"), NUL, NUL);
    return switch (database) {
      case SQLITE -> List.of(with(change, List.of(misplaced), List.of())); // It keeps any text.
      case POSTGRESQL ->
          List.of(
              with(change, List.of(misplaced), List.of()),
              with(change, change.entries(), List.of(nul)));
    };
  }

  /** The moves of the database, which wait until they are allowed to be committed. */
  private static final class Gate implements Moves {
    final Semaphore begun = new Semaphore(0);
    final Semaphore allowed = new Semaphore(0);
    final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final Moves moves;

    Gate(Moves moves) {
      this.moves = moves;
    }

    @Override
    public boolean store(Change change) {
      return moves.store(change);
    }

    @Override
    public List<Boolean> commit(List<Change> changes) {
      sizes.add(changes.size());
      begun.release();
      allowed.acquireUninterruptibly();
      return moves.commit(changes);
    }
  }

  private static FutureTask<Boolean> committing(Journal journal, Moves.Change change) {
    var caller = new FutureTask<>(() -> journal.commit(change));
    Thread.ofVirtual().start(caller);
    return caller;
  }

  private static FutureTask<Boolean> queued(Journal journal, Moves.Change change)
      throws InterruptedException {
    var caller = new FutureTask<>(() -> journal.commit(change));
    var thread = Thread.ofVirtual().start(caller);
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.isAlive()).as("it waits").isTrue();
      thread.join(Duration.ofMillis(1));
    }
    return caller;
  }

  private static boolean told(FutureTask<Boolean> caller) throws Exception {
    return caller.get(20, TimeUnit.SECONDS);
  }

  private EventTable events() {
    return new EventTable(
        template(), node.part(Reads.class), node.part(Stores.class).codec());
  }

  private JdbcTemplate template() {
    return new JdbcTemplate(node.part(DataSource.class));
  }

  /** As the runtime's own are. */
  private Moves moves() {
    var stores = node.part(Stores.class);
    return node.part(Dialect.class).changesTogether()
        ? new SingleMoves(template())
        : new StepwiseMoves(
            JdbcClient.create(template()), events(), stores.payloads(), stores.transaction());
  }

  /** The decision to pause a run, written. */
  private Moves.Change pause(String run) {
    var stores = node.part(Stores.class);
    var decisions = node.part(Decisions.class);
    var row = stores.runs().find(run).orElseThrow();
    var paused =
        (Decision.Accepted) decisions.decider(row.state(), List.of())
            .decide(row.state(), new Fact.Pause(decisions.now(), new By("me", "because")));
    return stores.journal()
        .written(row, paused.after(), paused.events(), List.of(), decisions.now());
  }

  private static Moves.Change with(
      Moves.Change change, List<EventTable.Entry> entries, List<PayloadTable.New> payloads) {
    return new Moves.Change(
        change.after(), change.state(), change.status(), change.step(), change.error(), entries,
        payloads);
  }

  private Status status(String run) {
    return Status.of(node.find(run).state());
  }
}
