package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import dev.presgen.orchestrator.runtime.RunQuery;
import dev.presgen.orchestrator.runtime.RunQuery.Label;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.RunRequest;
import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Starting runs, and what can be read of them. */
@OnEachDatabase
class JdbcRunsTest {

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
  void a_run_goes_through_all_its_steps_and_ends() {
    var run = node.started(3);
    node.await(run, Status.WAITING);
    node.signal(run, "fill", "{\"with\": \"sand\"}");
    var ended = node.await(run, Status.COMPLETED);
    assertThat(node.runs.outputs(ended).get("BUNDLE", SmallWorld.Bundle.class))
        .isEqualTo(new SmallWorld.Bundle(List.of("sand1", "sand2", "sand3")));
    assertThat(node.runs.history(run, 0, 1000))
        .extracting(HistoryEntry::sequence)
        .containsExactlyElementsOf(
            java.util.stream.LongStream.rangeClosed(1, ended.state().sequence())
                .boxed()
                .toList());
    assertThat(Decider.fold(node.journal(run))).isEqualTo(ended.state());
    assertThat(ended.endedAt()).contains(ended.updatedAt());
  }

  @Test
  void nothing_outside_is_called_within_a_transaction() {
    var run = node.started(2);
    node.await(run, Status.WAITING);
    node.runs.undoPlan(node.find(run));
    node.signal(run, "fill", "{\"with\": \"sand\"}");
    node.await(run, Status.COMPLETED);
    assertThat(world.calls)
        .extracting(call -> call.substring(0, call.indexOf(' ')))
        .contains("MAKE", "FILLED", "PLAN", "COPY_ONE", "BUNDLE");
    assertThat(world.insideTransactions).isEmpty();
  }

  @Test
  void a_listener_that_fails_keeps_nobody_from_anything() throws Exception {
    world.content.set("sand");
    try (var _ =
        node.runs.listen(
            (_, _) -> {
              throw new AssertionError("broken");
            })) {
      var run = node.started(1);
      node.await(run, Status.COMPLETED);
      assertThat(node.types(run)).doesNotContain("AttemptLost");
    }
  }

  @Test
  void a_workflow_that_nobody_knows_is_not_found() {
    assertThat(
        node.runs.start(
            new RunRequest(
                "other", Optional.empty(), LocalNode.json("{}"), Map.of(), "me",
                Optional.empty())))
        .isEqualTo(new Answer.NoSuchWorkflow("other"));
  }

  @Test
  void a_history_is_read_in_pieces() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    var all = node.runs.history(run, 0, 1000);
    assertThat(node.runs.history(run, 0, 2)).isEqualTo(all.subList(0, 2));
    assertThat(node.runs.history(run, 2, 1000)).isEqualTo(all.subList(2, all.size()));
    assertThat(node.runs.history(run, all.size(), 1000)).isEmpty();
  }

  @Test
  void a_name_is_taken_while_its_run_is_open_and_free_after_it() {
    var first = node.runs.start(named("course-1"));
    var run = ((Answer.Started) first).run().id();
    assertThat(node.runs.start(named("course-1"))).isEqualTo(new Answer.KeyTaken(run));
    assertThat(node.find("key:small:course-1").id()).isEqualTo(run);
    node.order(run, new Action.Cancel(false, false));
    node.await(run, Status.CANCELLED);
    var second = (Answer.Started) node.runs.start(named("course-1"));
    assertThat(second.run().id()).isGreaterThan(run);
    assertThat(node.find("key:small:course-1").id()).isEqualTo(second.run().id());
    assertThat(node.find(run).key()).contains("course-1");
  }

  @Test
  void what_was_never_started_is_not_found() {
    assertThat(node.runs.find("01ARZ3NDEKTSV4RRFFQ69G5FAV")).isEmpty();
    assertThat(node.runs.find("key:small:nothing")).isEmpty();
    assertThat(node.runs.find("key:small")).isEmpty();
    assertThat(node.signal("key:small:nothing", "fill", "{}"))
        .isEqualTo(new Answer.NoSuchRun("key:small:nothing"));
    assertThat(node.order("nothing", new Action.Pause()))
        .isEqualTo(new Answer.NoSuchRun("nothing"));
  }

  @Test
  void runs_are_listed_newest_first_and_a_page_at_a_time() {
    var started = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      started.add(node.started(1));
    }
    started.sort(Comparator.reverseOrder());
    var read = new ArrayList<String>();
    Optional<String> cursor = Optional.empty();
    var sizes = new ArrayList<Integer>();
    do {
      var page =
          node.runs.list(
              new RunQuery(
                  Optional.of("small"), Optional.empty(), Optional.empty(), Optional.empty(),
                  Optional.empty(), cursor, 3));
      page.runs().forEach(run -> read.add(run.id()));
      sizes.add(page.runs().size());
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(read).isEqualTo(started);
    assertThat(sizes).containsExactly(3, 3, 1);
  }

  @Test
  void runs_are_found_by_what_is_known_of_them() {
    world.plan("MAKE",
        _ -> Optional.of(StepResult.refused("NO_CLAY", "no Clay 100% left", "Dig.")));
    var failed = node.started(1);
    node.await(failed, Status.FAILED);
    var waiting =
        ((Answer.Started) node.runs.start(
            new RunRequest(
                "small", Optional.of("Course_7"), LocalNode.json("{\"copies\": 1}"),
                Map.of("team", "North"), "me", Optional.empty())))
            .run()
            .id();
    node.await(waiting, Status.WAITING);
    var both = List.of(waiting, failed);

    assertThat(ids(ALL)).isEqualTo(both);
    assertThat(ids(workflow("small"))).isEqualTo(both);
    assertThat(ids(workflow("large"))).isEmpty();
    assertThat(ids(status(Status.WAITING))).containsExactly(waiting);
    assertThat(ids(status(Status.FAILED))).containsExactly(failed);
    assertThat(ids(status(Status.PAUSED))).isEmpty();
    assertThat(ids(step("FILLED"))).containsExactly(waiting);
    assertThat(ids(step("MAKE"))).containsExactly(failed);
    assertThat(ids(label("team", "North"))).containsExactly(waiting);
    assertThat(ids(label("team", "South"))).isEmpty();
    assertThat(ids(label("North", "team"))).isEmpty();
    assertThat(ids(text("course_"))).containsExactly(waiting);
    assertThat(ids(text("courseX"))).isEmpty();
    assertThat(ids(text("nort"))).containsExactly(waiting);
    assertThat(ids(text("clay 100%"))).containsExactly(failed);
    assertThat(ids(text("clay%left"))).isEmpty();
    assertThat(ids(text(failed.toLowerCase(java.util.Locale.ROOT)))).containsExactly(failed);
  }

  @Test
  void an_undo_can_be_foreseen_and_changes_nothing() {
    var run = node.started(1);
    var before = node.await(run, Status.WAITING);
    var key = run + "/MAKE/1";
    assertThat(node.runs.undoPlan(before))
        .isEqualTo(
            StepResult.done(
                List.of(
                    new Undoable.Planned(
                        "thing", key, "", Undoable.Planned.Action.TRASH, "it would go"))));
    assertThat(node.find(run)).isEqualTo(before);
    var entry = node.runs.resources(run).getFirst();
    assertThat(node.runs.resources(run))
        .containsExactly(
            new Ledger.Entry(
                "thing", "one", Optional.of(key), Optional.of("http://things/one"), "MAKE",
                Ledger.State.EXISTS, entry.createdAt(), Optional.empty()));

    node.signal(run, "fill", "{\"with\": \"sand\"}");
    var after = node.await(run, Status.COMPLETED);
    assertThat(node.runs.undoPlan(after))
        .isEqualTo(
            StepResult.done(
                List.of(
                    new Undoable.Planned(
                        "thing", key, "http://things/one", Undoable.Planned.Action.LEAVE,
                        "the run has ended"))));
  }

  private List<String> ids(RunQuery query) {
    return node.runs.list(query).runs().stream().map(RunRecord::id).toList();
  }

  private static RunRequest named(String key) {
    return new RunRequest(
        "small", Optional.of(key), LocalNode.json("{\"copies\": 1}"), Map.of(), "me",
        Optional.empty());
  }

  private static RunQuery workflow(String name) {
    return new RunQuery(
        Optional.of(name), ALL.status(), ALL.step(), ALL.label(), ALL.text(), ALL.cursor(), 200);
  }

  private static RunQuery status(Status status) {
    return new RunQuery(
        ALL.workflow(), Optional.of(status), ALL.step(), ALL.label(), ALL.text(), ALL.cursor(),
        200);
  }

  private static RunQuery step(String step) {
    return new RunQuery(
        ALL.workflow(), ALL.status(), Optional.of(step), ALL.label(), ALL.text(), ALL.cursor(),
        200);
  }

  private static RunQuery label(String name, String value) {
    return new RunQuery(
        ALL.workflow(), ALL.status(), ALL.step(), Optional.of(new Label(name, value)), ALL.text(),
        ALL.cursor(), 200);
  }

  private static RunQuery text(String text) {
    return new RunQuery(
        ALL.workflow(), ALL.status(), ALL.step(), ALL.label(), Optional.of(text), ALL.cursor(),
        200);
  }
}
