package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.LastError;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import dev.presgen.orchestrator.workflows.StepContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What a crash leaves on the disk is enough to go on. */
@OnEachDatabase
class CrashTest {

  @Parameter
  Database database;

  @TempDir
  Path folder;

  @Test
  void a_run_goes_on_after_a_crash_during_an_attempt_and_the_next_attempt_looks_first() {
    var world = new SmallWorld();
    var crashed = folder.resolve("crashed");
    String run;
    List<Event> known;
    try (var node = LocalNode.start(database, world, folder.resolve("first"))) {
      var make = world.hold("MAKE");
      run = node.started(2);
      make.awaitThere();
      known = node.journal(run);
      node.copyTo(crashed);
      make.go().countDown();
    }
    var later = new SmallWorld();
    later.content.set("sand");
    var seen = new ConcurrentLinkedQueue<StepContext>();
    later.plan(
        "MAKE",
        context -> {
          seen.add(context);
          return Optional.empty();
        });
    try (var node = LocalNode.start(database, later, crashed, LocalNode.MISSED_SOON)) {
      var ended = node.await(run, Status.COMPLETED);
      assertThat(node.journal(run)).startsWith(known.toArray(Event[]::new));
      assertThat(Decider.fold(node.journal(run))).isEqualTo(ended.state());
      assertThat(lost(node, run)).containsExactly(1);
      assertThat(seen).hasSize(1);
      assertThat(seen.peek().mayHaveActed()).isTrue();
      assertThat(seen.peek().key()).isEqualTo(run + "/MAKE/1");
    }
  }

  @Test
  void a_crash_at_any_commit_loses_nothing() {
    var world = new SmallWorld();
    world.content.set("sand");
    var copies = new ArrayList<Path>();
    var known = new ArrayList<List<Event>>();
    String run;
    try (var node = LocalNode.start(database, world, folder.resolve("first"))) {
      node.runs.listen(
          (record, _) -> {
            var copy = folder.resolve("copy" + copies.size());
            known.add(node.journal(record.id()));
            node.copyTo(copy);
            copies.add(copy);
          });
      run = node.started(2);
      node.await(run, Status.COMPLETED);
    }
    assertThat(copies).hasSizeGreaterThan(6);
    for (int i = 0; i < copies.size(); i++) {
      var later = new SmallWorld();
      later.content.set("sand");
      try (var node = LocalNode.start(database, later, copies.get(i), LocalNode.MISSED_SOON)) {
        var ended = node.await(run, Status.COMPLETED);
        assertThat(node.journal(run)).startsWith(known.get(i).toArray(Event[]::new));
        assertThat(Decider.fold(node.journal(run))).isEqualTo(ended.state());
        assertThat(node.runs.outputs(ended).get("BUNDLE", SmallWorld.Bundle.class))
            .isEqualTo(new SmallWorld.Bundle(List.of("sand1", "sand2")));
        assertThat(later.things).hasSizeLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void an_undo_goes_on_after_a_crash() {
    var world = new SmallWorld();
    var crashed = folder.resolve("crashed");
    String run;
    try (var node = LocalNode.start(database, world, folder.resolve("first"))) {
      run = node.started(1);
      node.await(run, Status.WAITING);
      var unmake = world.hold("UNMAKE");
      node.order(run, new Action.Cancel(true, false));
      unmake.awaitThere();
      node.copyTo(crashed);
      unmake.go().countDown();
    }
    var later = new SmallWorld();
    later.things.put(run + "/MAKE/1", "x");
    try (var node = LocalNode.start(database, later, crashed, LocalNode.MISSED_SOON)) {
      node.await(run, Status.CANCELLED);
      assertThat(later.things).isEmpty();
      assertThat(lost(node, run)).hasSize(1);
    }
  }

  @Test
  void a_step_that_kills_its_process_again_and_again_is_given_up_and_other_runs_go_on() {
    String run = "";
    for (int death = 0; death < 3; death++) {
      var world = new SmallWorld();
      var make = world.hold("MAKE");
      try (var node =
          LocalNode.start(database, world, folder.resolve("" + death), LocalNode.MISSED_SOON)) {
        run = death == 0 ? node.started(1) : run;
        make.awaitThere();
        node.copyTo(folder.resolve("" + (death + 1)));
        make.go().countDown();
      }
    }
    var world = new SmallWorld();
    world.content.set("sand");
    try (var node = LocalNode.start(database, world, folder.resolve("3"), LocalNode.MISSED_SOON)) {
      var ended = node.await(run, Status.FAILED);
      assertThat(LastError.of(ended.state()).orElseThrow().failure())
          .isEqualTo(
              new Failure.Unknown(Failure.Unknown.LOST, "the node that ran it is gone"));
      assertThat(lost(node, run)).containsExactly(1, 2, 3);
      node.await(node.started(1), Status.COMPLETED);
    }
  }

  private static List<Integer> lost(LocalNode node, String run) {
    return node.journal(run)
        .stream()
        .filter(Event.AttemptLost.class::isInstance)
        .map(event -> ((Event.AttemptLost) event).attempt())
        .toList();
  }

  @Test
  void what_was_accepted_is_there_after_a_crash() {
    var world = new SmallWorld();
    var crashed = folder.resolve("crashed");
    String run;
    try (var node = LocalNode.start(database, world, folder.resolve("first"))) {
      var make = world.hold("MAKE");
      run = node.started(1);
      make.awaitThere();
      assertThat(node.signal(run, "note", "{\"text\": \"n\"}")).isInstanceOf(Answer.Accepted.class);
      assertThat(node.order(run, new Action.Pause())).isInstanceOf(Answer.Accepted.class);
      node.copyTo(crashed);
      make.go().countDown();
    }
    var later = new SmallWorld();
    later.content.set("sand");
    try (var node = LocalNode.start(database, later, crashed, LocalNode.MISSED_SOON)) {
      assertThat(Status.of(node.find(run).state())).isEqualTo(Status.PAUSED);
      node.order(run, new Action.Resume());
      node.await(run, Status.COMPLETED);
      assertThat(node.types(run)).containsSubsequence("SignalKept", "RunPaused", "RunResumed",
          "SignalAccepted", "RunEnded");
    }
  }
}
