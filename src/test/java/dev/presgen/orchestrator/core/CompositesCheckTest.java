package dev.presgen.orchestrator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.presgen.orchestrator.core.Contract.Need;
import dev.presgen.orchestrator.core.Contract.Shape;
import dev.presgen.orchestrator.core.Flows.Answered;
import dev.presgen.orchestrator.core.Flows.Course;
import dev.presgen.orchestrator.core.Flows.Deck;
import dev.presgen.orchestrator.core.Flows.Draft;
import dev.presgen.orchestrator.core.Flows.Input;
import dev.presgen.orchestrator.core.Flows.Made;
import dev.presgen.orchestrator.core.Flows.Video;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is wrong with branches, calls, fallbacks and actions is told when they are declared. */
class CompositesCheckTest {

  private static final Contract PLAIN = Flows.contract(Made.class);

  private static WorkflowBuilder flow() {
    return Workflow.named("flow", "1", Input.class);
  }

  private static List<String> errors(WorkflowBuilder builder) {
    return catchThrowableOfType(BrokenWorkflow.class, builder::build).errors();
  }

  private static Contract takes(Class<?> type, String from, Shape shape) {
    return Flows.contract(Video.class, new Need("it", type, Optional.of(from), shape));
  }

  private static Consumer<GraphBuilder.Body> does(String task, Class<?> gives) {
    return body -> body.task(task, Flows.contract(gives)).then("DID").end("DID");
  }

  private static Workflow called(boolean skippable, boolean undoable) {
    var task =
        Workflow.named("called", "1", Draft.class)
            .task("MARK", undoable ? Flows.undoable(Made.class) : PLAIN);
    return (skippable ? task.skippable() : task).then("END").end("END").build();
  }

  @Test
  void a_parallel_has_branches_with_plain_names_and_results_of_their_own() {
    var builder =
        flow()
            .parallel("NONE")
            .then("BOTH")
            .parallel("BOTH")
            .branch("left/right", does("LEFT", Made.class), "LEFT")
            .branch("left", does("LEFT", Made.class), "LEFT")
            .branch("left", does("OTHER", Made.class), "OTHER")
            .branch("end", does("RIGHT", Made.class), "DID")
            .branch("twin", does("TAKEN", Made.class), "TAKEN")
            .branch("around", does("AROUND", Made.class), "AROUND")
            .then("MORE")
            .parallel("MORE")
            .branch("one", does("TAKEN", Made.class), "TAKEN")
            .then("AROUND")
            .task("AROUND", PLAIN)
            .then("END")
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "branch left of BOTH is declared twice",
            "parallel NONE needs 1 to 50 branches",
            "branch left/right of BOTH must have a name that matches [A-Za-z0-9_-]{1,60}",
            "branch left of BOTH gives LEFT, as something else does",
            "branch end of BOTH gives the output of DID, which is no task, wait or call in it",
            "branch twin of BOTH gives TAKEN, as something else does",
            "branch around of BOTH gives AROUND, as something else does",
            "BOTH/around: node AROUND has the name of a node around it",
            "branch one of MORE gives TAKEN, as something else does");
  }

  @Test
  void a_parallel_has_at_most_fifty_branches() {
    var parallel = flow().parallel("MANY");
    for (int i = 0; i < 51; i++) {
      parallel.branch("b" + i, does("DO" + i, Made.class), "DO" + i);
    }
    assertThat(errors(parallel.then("END").end("END")))
        .containsExactly("parallel MANY needs 1 to 50 branches");
  }

  @Test
  void what_is_wrong_in_a_branch_is_told_with_its_place() {
    var builder =
        flow()
            .parallel("BOTH")
            .branch(
                "left",
                body -> body.task("A", takes(Course.class, "NOBODY", Shape.ONE))
                    .fallback("NOWHERE")
                    .then("B")
                    .end("B"),
                "A")
            .branch(
                "right",
                body -> body.task("C", takes(Deck.class, "D", Shape.ONE)).then("E").end("E"),
                "C")
            .branch("third", does("D", Deck.class), "D")
            .then("END")
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "BOTH/left: node A leads to NOWHERE, which is unknown",
            "BOTH/right: node C, input it: it takes the output of D, which comes only later");
  }

  @Test
  void what_branches_give_is_there_for_certain_only_when_all_are_waited_for_and_none_is_skipped() {
    for (var join : Node.Join.values()) {
      var builder =
          flow()
              .parallel("BOTH")
              .branch("left", does("LEFT", Made.class), "LEFT")
              .branch(
                  "right",
                  body -> body.task("RIGHT", Flows.contract(Deck.class))
                      .skippable()
                      .then("DID")
                      .end("DID"),
                  "RIGHT")
              .join(join)
              .then("USE")
              .task("USE", takes(Made.class, "LEFT", Shape.ONE))
              .then("USE_RIGHT")
              .task("USE_RIGHT", takes(Deck.class, "RIGHT", Shape.ONE))
              .then("END")
              .end("END");
      var right =
          "node USE_RIGHT, input it: it takes the output of RIGHT, which may be missing: it must"
              + " be an Optional";
      assertThat(errors(builder))
          .isEqualTo(
              join == Node.Join.ALL
                  ? List.of(right)
                  : List.of(
                      "node USE, input it: it takes the output of LEFT, which may be missing: it"
                          + " must be an Optional",
                      right));
    }
  }

  @Test
  void a_task_that_may_fall_back_gives_something_only_where_it_did_not() {
    var builder =
        flow()
            .task("WORK", Flows.contract(Deck.class))
            .fallback("INSTEAD")
            .then("USE")
            .task("USE", takes(Deck.class, "WORK", Shape.ONE))
            .then("LAST")
            .task("INSTEAD", takes(Deck.class, "WORK", Shape.OPTIONAL))
            .then("LAST")
            .task("LAST", takes(Deck.class, "WORK", Shape.ONE))
            .then("END")
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "node LAST, input it: it takes the output of WORK, which may be missing: it must be"
                + " an Optional");
  }

  @Test
  void a_call_needs_its_input_and_gives_what_its_workflow_gives() {
    var builder =
        flow()
            .call("EARLY", called(false, false))
            .gives("MARK")
            .then("DRAFT")
            .task("DRAFT", Flows.contract(Draft.class))
            .then("DRAFT_TOO")
            .task("DRAFT_TOO", Flows.contract(Draft.class))
            .then("WHICH")
            .call("WHICH", called(false, false))
            .gives("END")
            .then("SKIPS")
            .call("SKIPS", called(true, false))
            .from("DRAFT")
            .gives("MARK")
            .then("MARKS")
            .call("MARKS", called(false, false))
            .from("DRAFT")
            .gives("MARK")
            .then("USE")
            .task("USE", takes(Made.class, "MARKS", Shape.ONE))
            .then("USE_SKIPS")
            .task("USE_SKIPS", takes(Made.class, "SKIPS", Shape.ONE))
            .then("END")
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "node EARLY, input input: it takes a Draft, which [DRAFT, DRAFT_TOO] produce: say"
                + " which",
            "node WHICH, input input: it takes a Draft, which [DRAFT, DRAFT_TOO] produce: say"
                + " which",
            "call WHICH gives the output of END, which is no task, wait or call in it",
            "node USE_SKIPS, input it: it takes the output of SKIPS, which may be missing: it must"
                + " be an Optional");
  }

  @Test
  void a_call_takes_no_item_and_no_output_that_may_be_missing() {
    var reads =
        Workflow.named("reads", "1", Course.class).task("READ", PLAIN).then("END").end("END");
    var builder =
        flow()
            .task("DRAFT", Flows.contract(Draft.class))
            .skippable()
            .then("MARKS")
            .call("MARKS", called(false, false))
            .gives("MARK")
            .then("ITEMS")
            .each("ITEMS", Flows.COURSES)
            .body(
                body -> body.call("READS", reads.build())
                    .gives("READ")
                    .then("DONE")
                    .end("DONE"),
                "READS")
            .then("END")
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "node MARKS, input input: it takes the output of DRAFT, which may be missing: it must"
                + " be an Optional",
            "ITEMS: node READS, input input: it takes an item, which is not stored: a task must"
                + " give it");
  }

  @Test
  void a_called_workflow_has_no_pivot_a_plain_name_and_nothing_undoable_behind_the_callers() {
    var pivotal =
        Workflow.named("pivot al", "1", Input.class)
            .wait("HEAR", Answered.class)
            .signal(Flows.closing("said", "END"))
            .pivot()
            .done()
            .end("END")
            .build();
    assertThat(errors(flow().call("A", pivotal).gives("HEAR").then("END").end("END")))
        .containsExactly(
            "call A calls a workflow with a pivot of its own",
            "call A calls a workflow whose name does not match [A-Za-z0-9_-]{1,60}",
            "the pivot HEAR must not be in a child scope");
    var builder =
        flow()
            .task("DRAFT", Flows.contract(Draft.class))
            .then("FIRST")
            .wait("FIRST", Answered.class)
            .signal(Flows.closing("said", "MARKS"))
            .pivot()
            .done()
            .call("MARKS", called(false, true))
            .gives("MARK")
            .then("END")
            .end("END");
    assertThat(errors(builder))
        .containsExactly("node MARK is undoable but comes after the pivot FIRST");
  }

  @Test
  void a_called_workflow_may_use_the_names_of_its_caller() {
    flow()
        .task("MARK", Flows.contract(Draft.class))
        .then("END_OF_IT")
        .call("END_OF_IT", called(false, false))
        .gives("MARK")
        .then("END")
        .end("END")
        .build();
  }
}
