package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Cadence;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.workflows.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** Whoever drove a run before cannot decide any more once somebody else has claimed it. */
@OnEachDatabase
class FenceTest {

  @Parameter
  Database database;

  private final SmallWorld world = new SmallWorld();
  private LocalNode node;
  private Stores stores;
  private String run;

  @BeforeEach
  void startNode(@TempDir Path folder) {
    node = LocalNode.start(database, world, folder);
    stores = node.part(Stores.class);
    node.part(Scheduler.class).pause();
    run = node.started(1);
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  @Test
  void a_driver_that_was_replaced_decides_and_begins_nothing_and_what_it_made_is_entered()
      throws Exception {
    var release = new CountDownLatch(1);
    var there = new CountDownLatch(1);
    var entered = new CountDownLatch(1);
    world.plan(
        "MAKE",
        context -> {
          there.countDown();
          release.await();
          context.ledger().made("thing", "late", "made-late", Optional.empty());
          entered.countDown();
          context.ledger().intend("thing", "one");
          context.ledger().made("thing", "never", "made-never", Optional.empty());
          return Optional.empty();
        });
    var frozen = new FutureTask<>(() -> driver().drive());
    Thread.ofVirtual().start(frozen);
    assertThat(there.await(20, TimeUnit.SECONDS)).isTrue();

    world.content.set("sand");
    var rest = driver().drive();
    assertThat(rest.ended()).isTrue();
    var history = node.journal(run);
    var ended = node.find(run);
    assertThat(Status.of(ended.state())).isEqualTo(Status.COMPLETED);

    release.countDown();
    assertThat(frozen.get(20, TimeUnit.SECONDS).ended()).isFalse();
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(node.find(run)).isEqualTo(ended);
    assertThat(node.journal(run))
        .isEqualTo(history)
        .filteredOn(event -> event instanceof Event.StepCompleted done
            && done.at().node().equals("MAKE"))
        .extracting(event -> ((Event.StepCompleted) event).attempt())
        .containsExactly(2);
    assertThat(node.runs.resources(run))
        .extracting(Ledger.Entry::marker, Ledger.Entry::state)
        .contains(org.assertj.core.groups.Tuple.tuple("late", Ledger.State.EXISTS))
        .doesNotContain(org.assertj.core.groups.Tuple.tuple("never", Ledger.State.EXISTS));
  }

  @Test
  void a_step_of_a_driver_that_was_replaced_cannot_begin_to_make_anything() {
    var old = stores.ledger().of(run, "MAKE", claim().epoch());
    assertThat(old.intend("thing", "first").state()).isEqualTo(Ledger.State.INTENDED);
    assertThat(old.intend("thing", "first").state()).isEqualTo(Ledger.State.INTENDED);

    var fresh = stores.ledger().of(run, "MAKE", claim().epoch());
    for (var marker : List.of("first", "second")) {
      assertThatThrownBy(() -> old.intend("thing", marker))
          .isInstanceOf(LedgerTable.Replaced.class);
    }
    assertThat(fresh.entries()).extracting(Ledger.Entry::marker).containsExactly("first");
    assertThat(fresh.intend("thing", "second").state()).isEqualTo(Ledger.State.INTENDED);
    assertThat(old.made("thing", "first", "made", Optional.empty()).state())
        .isEqualTo(Ledger.State.EXISTS);
  }

  @Test
  void a_decision_on_a_row_of_an_older_claim_is_not_stored() {
    var decisions = node.part(Decisions.class);
    var old = claim();
    var fresh = claim();
    assertThat(fresh.epoch()).isEqualTo(old.epoch() + 1);
    var now = Instant.now();
    assertThat(decisions.decide(old, new Fact.Claimed(now, old.epoch(), 0), List.of()))
        .isEqualTo(new Decisions.Outcome.Moved());
    assertThat(node.types(run)).containsExactly("RunStarted");
    assertThat(decisions.decide(fresh, new Fact.Claimed(now, fresh.epoch(), 0), List.of()))
        .isInstanceOf(Decisions.Outcome.Decided.class);
    var row = stores.runs().find(run).orElseThrow();
    var make = new Address(dev.presgen.orchestrator.core.Path.ROOT, "MAKE", 1);
    var before = node.find(run);
    for (var fact : List.of(
        new Fact.AttemptFailed(now, make, 1, old.epoch(), new Failure.Transient("x"), 0),
        new Fact.AttemptSucceeded(now, make, 1, old.epoch(), Optional.empty()),
        new Fact.TimeReached(now.plus(Duration.ofDays(1)), old.epoch(), 0))) {
      assertThat(decisions.decide(row, fact, List.of()))
          .isInstanceOf(Decisions.Outcome.Late.class);
    }
    assertThat(node.find(run)).isEqualTo(before);
  }

  @Test
  void a_decision_on_a_row_that_has_changed_is_not_stored() {
    var decisions = node.part(Decisions.class);
    var row = claim();
    assertThat(node.signal(run, "note", "{\"text\": \"n\"}"))
        .isInstanceOf(dev.presgen.orchestrator.runtime.Answer.Accepted.class);
    assertThat(
        decisions.decide(row, new Fact.Claimed(Instant.now(), row.epoch(), 0), List.of()))
        .isEqualTo(new Decisions.Outcome.Moved());
    assertThat(node.types(run)).containsExactly("RunStarted", "SignalKept");
  }

  private RunTable.Row claim() {
    return stores.transaction().execute(_ -> stores.runs().claim(run)).orElseThrow();
  }

  private Driver driver() {
    return new Driver(
        run,
        node.part(Decisions.class),
        node.part(Performer.class),
        new Cadence(Duration.ofMillis(50), Duration.ofMillis(200)),
        Duration.ofSeconds(20),
        () -> stores.transaction().execute(_ -> stores.runs().claim(run)),
        () -> stores.runs().find(run));
  }
}
