package dev.presgen.orchestrator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.presgen.orchestrator.core.Contract.Need;
import dev.presgen.orchestrator.core.Contract.Shape;
import dev.presgen.orchestrator.core.Flows.Answered;
import dev.presgen.orchestrator.core.Flows.Course;
import dev.presgen.orchestrator.core.Flows.Deck;
import dev.presgen.orchestrator.core.Flows.Input;
import dev.presgen.orchestrator.core.Flows.Made;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkflowCheckTest {

  private static final Contract PLAIN = Flows.contract(Made.class);

  private static WorkflowBuilder flow() {
    return Workflow.named("flow", "1", Input.class);
  }

  private static List<String> errors(WorkflowBuilder builder) {
    return catchThrowableOfType(BrokenWorkflow.class, builder::build).errors();
  }

  private static Contract takes(Class<?> type, Optional<String> from, Shape shape) {
    return Flows.contract(Deck.class, new Need("it", type, from, shape));
  }

  @Test
  void the_workflows_of_the_tests_are_sound() {
    assertThat(List.of(Flows.single(), Flows.assessment(), Flows.talk()))
        .extracting(Workflow::hasPivot)
        .containsExactly(false, true, false);
  }

  @Test
  void a_workflow_without_nodes_is_broken() {
    assertThat(errors(flow())).containsExactly("there is no node");
  }

  @Test
  void a_target_must_exist() {
    assertThat(errors(flow().task("A", PLAIN).then("NOWHERE").end("END")))
        .containsExactly("node A leads to NOWHERE, which is unknown");
  }

  @Test
  void every_node_is_reached_and_comes_to_an_end() {
    var builder =
        flow()
            .task("A", PLAIN)
            .then("END")
            .end("END")
            .wait("ALONE", Answered.class)
            .signal(Flows.staying("note"))
            .done();
    assertThat(errors(builder))
        .containsExactly(
            "node ALONE is unreachable: nothing leads to it", "node ALONE never comes to an end");
  }

  @Test
  void a_name_is_declared_once_and_of_plain_letters() {
    var builder =
        flow()
            .task("A", PLAIN)
            .then("A-B")
            .task("A", PLAIN)
            .then("A-B")
            .task("A-B", PLAIN)
            .then("INPUT")
            .end("INPUT");
    assertThat(errors(builder))
        .containsExactly(
            "node A is declared twice",
            "node name A-B must be 1 to 60 letters, digits or _, and not INPUT",
            "node name INPUT must be 1 to 60 letters, digits or _, and not INPUT");
  }

  @Test
  void a_cycle_needs_a_wait() {
    var builder =
        flow()
            .task("A", PLAIN)
            .then("B")
            .choice("B")
            .when(Flows.says("again"), "A")
            .otherwise("END")
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "node A comes back to itself without a wait",
            "node B comes back to itself without a wait");
  }

  @Test
  void an_input_must_be_produced_by_exactly_one_node_before_it() {
    var builder =
        flow()
            .task("EARLY", takes(Made.class, Optional.empty(), Shape.ONE))
            .then("MADE")
            .task("MADE", PLAIN)
            .then("MADE_TOO")
            .task("MADE_TOO", PLAIN)
            .then("WHICH")
            .task("WHICH", takes(Made.class, Optional.empty(), Shape.ONE))
            .then("THAT")
            .task("THAT", takes(Made.class, Optional.of("MADE_TOO"), Shape.ONE))
            .then("NOBODY")
            .task("NOBODY", takes(Answered.class, Optional.empty(), Shape.ONE))
            .then("ITEMS")
            .task("ITEMS", takes(Deck.class, Optional.empty(), Shape.EACH))
            .then("LATER")
            .task("LATER", takes(Course.class, Optional.of("LAST"), Shape.OPTIONAL))
            .then("LAST")
            .task("LAST", Flows.contract(Course.class))
            .then("END")
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "node EARLY, input it: it takes a Made, which [MADE, MADE_TOO] produce: say which",
            "node WHICH, input it: it takes a Made, which [MADE, MADE_TOO] produce: say which",
            "node NOBODY, input it: it takes a Answered, which nobody produces",
            "node ITEMS, input it: it takes items of type Deck, which nobody produces",
            "node LATER, input it: it takes the output of LAST, which comes only later");
  }

  @Test
  void what_may_be_missing_is_taken_as_an_optional() {
    var builder =
        flow()
            .choice("WHETHER")
            .when(Flows.says("deck"), "DRAW")
            .otherwise("HEAR")
            .task("DRAW", Flows.contract(Course.class))
            .then("HEAR")
            .wait("HEAR", Answered.class)
            .signal(Flows.closing("said", "SKIP"))
            .timer(Flows.after("deadline", Duration.ofDays(1), new Node.Elapsed.GoTo("SKIP")))
            .done()
            .task("SKIP", PLAIN)
            .skippable()
            .then("USE")
            .task("USE", takes(Course.class, Optional.empty(), Shape.ONE))
            .then("USE_ANSWER")
            .task("USE_ANSWER", takes(Answered.class, Optional.empty(), Shape.ONE))
            .then("USE_SKIPPED")
            .task("USE_SKIPPED", takes(Made.class, Optional.empty(), Shape.ONE))
            .then("USE_OPTIONAL")
            .task("USE_OPTIONAL", takes(Made.class, Optional.empty(), Shape.OPTIONAL))
            .then("END")
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "node USE, input it: it takes the output of DRAW, which may be missing: it must be an"
                + " Optional",
            "node USE_ANSWER, input it: it takes the output of HEAR, which may be missing: it must"
                + " be an Optional",
            "node USE_SKIPPED, input it: it takes the output of SKIP, which may be missing: it must"
                + " be an Optional");
  }

  @Test
  void an_answer_is_there_where_only_the_answer_leads() {
    flow()
        .wait("HEAR", Answered.class)
        .signal(Flows.closing("said", "USE"))
        .timer(Flows.after("deadline", Duration.ofDays(1), new Node.Elapsed.GoTo("END")))
        .done()
        .task("USE", takes(Answered.class, Optional.empty(), Shape.ONE))
        .then("END")
        .end("END")
        .build();
  }

  @Test
  void a_for_each_has_room_and_a_result_and_its_body_is_checked_as_well() {
    var builder =
        flow()
            .each("DECKS", Flows.COURSES)
            .body(
                body -> body.task("DRAW", takes(Deck.class, Optional.empty(), Shape.ONE))
                    .then("DRAWN")
                    .task("DRAW", PLAIN)
                    .then("DRAWN")
                    .end("DRAWN")
                    .end("DECKS"),
                "DRAWN")
            .atOnce(0)
            .then("END")
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "DECKS: node DRAW is declared twice",
            "for-each DECKS must do at least one item at once",
            "for-each DECKS gives the output of DRAWN, which is no task, wait or call in it",
            "DECKS: node DECKS is unreachable: nothing leads to it",
            "DECKS: node DRAW, input it: it takes the output of DRAW, which comes only later",
            "DECKS: node DECKS has the name of a node around it");
  }

  @Test
  void there_is_one_pivot_outside_of_for_eaches_and_nothing_undoable_behind_it() {
    var builder =
        flow()
            .wait("FIRST", Answered.class)
            .signal(Flows.closing("said", "DECKS"))
            .pivot()
            .done()
            .each("DECKS", Flows.COURSES)
            .body(
                body -> body.task("DRAW", Flows.undoable(Deck.class))
                    .then("ASK")
                    .wait("ASK", Answered.class)
                    .signal(Flows.closing("asked", "DRAWN"))
                    .pivot()
                    .done()
                    .end("DRAWN"),
                "DRAW")
            .then("FOLDER")
            .task("FOLDER", Flows.undoable(Made.class))
            .then("END")
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "there is more than one pivot: [FIRST, ASK]",
            "node DRAW is undoable but comes after the pivot FIRST",
            "node FOLDER is undoable but comes after the pivot FIRST",
            "the pivot ASK must not be in a child scope");
  }

  @Test
  void a_wait_does_not_contradict_itself() {
    var builder =
        flow()
            .wait("HEAR", Answered.class)
            .signal(Flows.closing("said", "END"))
            .signal(Flows.staying("said"))
            .signal(Flows.staying("so/so"))
            .signal(
                new Node.Signal(
                    "other", Made.class, Optional.empty(), false, new Node.Answer.Close("END")))
            .signal(
                new Node.Signal(
                    "probed", Made.class, Optional.empty(), true, new Node.Answer.Close("END")))
            .timer(Flows.after("now", Duration.ZERO, new Node.Elapsed.Stay()))
            .timer(
                new Node.Timer(
                    "now",
                    new Node.Schedule.Computed(new Named.Offsets("none", outputs -> List.of())),
                    Node.Anchor.LAST_SIGNAL,
                    new Node.Elapsed.Stay()))
            .done()
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "wait HEAR: signal said is declared twice",
            "wait HEAR: signal name so/so must match [A-Za-z0-9_-]{1,60}",
            "wait HEAR: timer now is declared twice",
            "wait HEAR: signal other gives a Made, not a Answered",
            "wait HEAR: signal probed asks a probe, but there is none",
            "wait HEAR: timer now needs a time above zero, not PT0S",
            "wait HEAR: timer now has computed times: they count from the opening");
  }

  @Test
  void a_probe_gives_what_its_wait_gives() {
    var builder =
        flow()
            .wait("HEAR", Made.class)
            .probe(Flows.probe("END"))
            .done()
            .end("END");
    assertThat(errors(builder))
        .containsExactly("wait HEAR: its probe gives a Answered, not a Made");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once_with_the_name_of_the_workflow() {
    var broken =
        catchThrowableOfType(
            BrokenWorkflow.class,
            () -> flow()
                .task("A", takes(Course.class, Optional.empty(), Shape.ONE))
                .then("END")
                .end("END")
                .end("OTHER")
                .build());
    assertThat(broken)
        .hasMessage(
            """
                workflow flow is broken:
                - node OTHER is unreachable: nothing leads to it
                - node A, input it: it takes a Course, which nobody produces""");
  }
}
