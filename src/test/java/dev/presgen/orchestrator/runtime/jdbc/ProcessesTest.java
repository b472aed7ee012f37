package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.workflows.Ledger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Real processes, killed. */
@Timeout(120)
@OnEachDatabase
class ProcessesTest {

  @Parameter
  Database database;

  @TempDir
  Path folder;

  @Test
  void a_run_goes_on_where_its_process_was_killed() throws Exception {
    var child = ChildNode.start(database, folder);
    String run;
    try {
      run = ChildNode.said(child, ChildNode.EXECUTING).substring(ChildNode.EXECUTING.length());
    } finally {
      child.destroyForcibly().onExit().get(20, TimeUnit.SECONDS);
    }
    var world = new SmallWorld();
    world.content.set("sand");
    var acted = new ConcurrentLinkedQueue<Boolean>();
    world.plan(
        "MAKE",
        context -> {
          acted.add(
              context.mayHaveActed()
                  && context.ledger()
                      .find("thing", "one")
                      .map(Ledger.Entry::state)
                      .equals(Optional.of(Ledger.State.INTENDED)));
          return Optional.empty();
        });
    try (var node = LocalNode.start(database, world, folder, LocalNode.MISSED_SOON)) {
      node.await(run, Status.COMPLETED);
      assertThat(acted).containsExactly(true);
      assertThat(node.journal(run)).filteredOn(Event.AttemptLost.class::isInstance).hasSize(1);
    }
  }
}
