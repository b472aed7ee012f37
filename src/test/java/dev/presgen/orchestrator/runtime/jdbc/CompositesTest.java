package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.jdbc.LeafletSteps.Printed;
import dev.presgen.orchestrator.workflows.StepResult;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Branches, calls, fallbacks and the actions of a wait, driven and stored. */
@OnEachDatabase
class CompositesTest {

  @Parameter
  Database database;

  private static final String STOPS_SOON = "presgen.patience.stop=200ms";
  private static final String APPROVED = "{\"with\": \"a nod\"}";

  private final SmallWorld world = new SmallWorld();
  private Path folder;
  private LocalNode node;

  @BeforeEach
  void startNode(@TempDir Path folder) {
    this.folder = folder;
    node = LocalNode.start(database, world, folder, STOPS_SOON);
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  @Test
  void a_branch_falls_back_beside_another_and_a_call_gives_what_its_workflow_gave() {
    world.plan("WRITE", _ -> Optional.of(StepResult.refused("NO_INK", "no ink", "Buy some.")));
    var draw = world.hold("DRAW");
    var run = node.leaflet("eve");
    draw.awaitThere();
    awaitCompleted(run, 2);
    draw.go().countDown();
    node.await(run, Status.WAITING);

    node.signal(run, "approve", APPROVED);

    assertThat(printed(run)).isEqualTo(new Printed("facts on tides", "tides", "a nod"));
    assertThat(node.types(run))
        .containsOnlyOnce("StepFellBack")
        .containsSubsequence(
            "BranchesBegun", "StepFellBack", "BranchesJoined", "CallBegun", "WaitOpened",
            "WaitClosed", "CallReturned", "RunEnded");
  }

  @Test
  void a_wait_that_does_something_keeps_what_it_is_told_until_it_goes_on() {
    var note = world.hold("NOTE_IT");
    var run = node.leaflet("eve");
    node.await(run, Status.WAITING);
    node.signal(run, "remark", "{\"about\": \"the title\"}");
    note.awaitThere();
    assertThat(node.signal(run, "approve", APPROVED))
        .isInstanceOfSatisfying(Answer.Accepted.class, told -> assertThat(told.kept()).isTrue());
    note.go().countDown();

    assertThat(printed(run))
        .isEqualTo(new Printed("words on tides", "tides", "a nod, but the title"));
    assertThat(node.types(run))
        .containsSubsequence(
            "SignalAccepted", "WaitSuspended", "SignalKept", "StepCompleted", "WaitResumed",
            "WaitClosed");
  }

  @Test
  void another_node_goes_on_in_the_middle_of_branches_and_of_a_call() {
    var draw = world.hold("DRAW");
    var run = node.leaflet("eve");
    draw.awaitThere();
    awaitCompleted(run, 2);
    restart();
    node.await(run, Status.WAITING);
    restart();

    node.signal(run, "approve", APPROVED);

    assertThat(printed(run)).isEqualTo(new Printed("words on tides", "tides", "a nod"));
    assertThat(world.calls.stream().map(call -> call.substring(0, call.indexOf(' '))))
        .containsExactlyInAnyOrder(
            "WRITE", "EDIT", "DRAW", "DRAW", "MERGE", "RECORD", "PRINT");
  }

  private void awaitCompleted(String run, long steps) {
    node.await(
        run, _ -> node.types(run).stream().filter("StepCompleted"::equals).count() == steps);
  }

  private void restart() {
    node.close();
    node = LocalNode.start(database, world, folder, STOPS_SOON);
  }

  private Printed printed(String run) {
    return node.runs.outputs(node.await(run, Status.COMPLETED)).get("PRINT", Printed.class);
  }
}
