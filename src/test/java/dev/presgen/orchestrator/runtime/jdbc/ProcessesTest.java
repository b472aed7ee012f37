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

/** Real processes on one data folder, killed and refused. */
@Timeout(120)
class ProcessesTest {

  @TempDir
  Path folder;

  @Test
  void a_run_goes_on_where_its_process_was_killed() throws Exception {
    var child = ChildNode.start(folder);
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
    try (var node = LocalNode.start(world, folder)) {
      node.await(run, Status.COMPLETED);
      assertThat(acted).containsExactly(true);
      assertThat(node.journal(run)).filteredOn(Event.AttemptLost.class::isInstance).hasSize(1);
      assertThat(
          node.part(org.springframework.jdbc.core.simple.JdbcClient.class)
              .sql("PRAGMA integrity_check")
              .query(String.class)
              .single())
          .isEqualTo("ok");
    }
  }

  @Test
  void a_second_process_on_the_same_folder_is_refused_in_plain_words() throws Exception {
    try (var _ = LocalNode.start(new SmallWorld(), folder)) {
      var child = ChildNode.start(folder);
      try {
        assertThat(ChildNode.said(child, "is in use by another process"))
            .contains(
                "The data folder "
                    + folder.toAbsolutePath()
                    + " is in use by another process (number "
                    + ProcessHandle.current().pid()
                    + ").");
        assertThat(ChildNode.said(child, "Stop that process"))
            .contains(
                "Stop that process, or start this one with a folder of its own:"
                    + " --presgen.data-dir=FOLDER.");
        child.onExit().get(20, TimeUnit.SECONDS);
        assertThat(child.exitValue()).isNotZero();
      } finally {
        child.destroyForcibly();
      }
    }
  }
}
