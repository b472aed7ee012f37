package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import dev.presgen.orchestrator.runtime.jdbc.LeafletSteps.Printed;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Going back, with and without something given, and asking somebody else. */
@OnEachDatabase
class RewindOrdersTest {

  @Parameter
  Database database;

  private static final String APPROVED = "{\"with\": \"a nod\"}";

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
  void what_lies_ahead_is_done_anew_under_keys_of_its_own() {
    var run = reviewed();
    var before = List.copyOf(world.calls);

    assertThat(node.order(run, back("BOTH"))).isInstanceOf(Answer.Accepted.class);

    awaitTimes(run, "WaitOpened", 2);
    assertThat(world.calls).hasSize(2 * before.size()).doesNotHaveDuplicates();
    node.signal(run, "approve", APPROVED);
    assertThat(printed(run)).isEqualTo(new Printed("words on tides", "tides", "a nod"));
  }

  @Test
  void a_step_takes_what_it_is_given_instead_of_what_was_made() {
    var run = reviewed();

    node.order(run, back("MERGE", "{\"text\": {\"words\": \"mine\"}}"));

    node.await(run, Status.WAITING);
    node.signal(run, "approve", APPROVED);
    assertThat(printed(run)).isEqualTo(new Printed("mine", "tides", "a nod"));
    var rewound =
        node.journal(run)
            .stream()
            .filter(Event.Rewound.class::isInstance)
            .map(Event.Rewound.class::cast)
            .toList();
    assertThat(rewound).hasSize(1);
    assertThat(rewound.getFirst().given()).containsOnlyKeys("EDIT");
    assertThat(
        node.part(JdbcClient.class)
            .sql("SELECT body FROM payload WHERE ref = :ref")
            .param("ref", rewound.getFirst().given().get("EDIT").id())
            .query(String.class)
            .single())
        .isEqualTo("{\"words\":\"mine\"}");
  }

  @Test
  void a_branch_is_walked_again_while_its_sibling_goes_on() {
    var draw = world.hold("DRAW");
    var run = node.leaflet("eve");
    draw.awaitThere();
    awaitTimes(run, "StepCompleted", 2);

    assertThat(node.order(run, back("BOTH/words"))).isInstanceOf(Answer.Accepted.class);

    awaitTimes(run, "StepCompleted", 4);
    draw.go().countDown();
    node.await(run, Status.WAITING);
    assertThat(world.calls.stream().filter(call -> call.startsWith("DRAW"))).hasSize(1);
  }

  @Test
  void a_way_back_that_there_is_not_is_refused_with_what_is_wrong() {
    var run = reviewed();
    assertThat(node.order(run, back("NOWHERE")))
        .isEqualTo(
            wrong(
                "/to",
                "is no place in workflow leaflet; its steps are BOTH, MERGE, REVIEWED, PRINT"));
    assertThat(node.order(run, back("BOTH", "{}")))
        .isEqualTo(wrong("/input", "cannot be given, since BOTH is no task"));
    assertThat(node.order(run, back("MERGE", "[]")))
        .isEqualTo(wrong("/input", "must be a JSON object"));
    assertThat(node.order(run, back("MERGE", "{\"a/b\": {}, \"text\": {}}")))
        .isEqualTo(
            new Answer.Invalid(
                List.of(
                    new FieldProblem(
                        "/input/a~1b",
                        "is nothing that MERGE takes; what can be given is text, picture"),
                    new FieldProblem("/input/text/words", "is missing"))));
    assertThat(node.order(run, back("MERGE", "{\"brief\": {}}")))
        .isEqualTo(
            wrong(
                "/input/brief",
                "is not the output of a step beside it; what can be given is text, picture"));
    assertThat(node.order(run, back("REVIEWED/review/NOTE_IT", "{\"remark\": {}}")))
        .isEqualTo(
            wrong(
                "/input/remark",
                "is not the output of a step beside it; nothing can be given to it"));
    assertThat(code(node.order(run, back("PRINT")))).isEqualTo("NOTHING_TO_REWIND_TO");
    assertThat(node.types(run)).doesNotContain("Rewound");
    var small = node.started(1);
    node.await(small, Status.WAITING);
    assertThat(code(node.order(small, back("MAKE")))).isEqualTo("UNDOABLE_BETWEEN");
  }

  @Test
  void a_wait_inside_a_call_is_handed_to_somebody_else() {
    var run = reviewed();
    assertThat(assignee(run)).contains("eve");
    assertThat(code(node.order(run, new Action.Delegate(Optional.empty(), " "))))
        .isEqualTo("ASSIGNEE_OUT_OF_RANGE");
    assertThat(code(node.order(run, new Action.Delegate(Optional.of("PRINT"), "dan"))))
        .isEqualTo("NOTHING_TO_DELEGATE");

    node.order(run, new Action.Delegate(Optional.of("REVIEWED/review"), "dän"));

    assertThat(assignee(run)).contains("dän");
    assertThat(node.journal(run).getLast())
        .isInstanceOfSatisfying(
            Event.Delegated.class, delegated -> assertThat(delegated.assignee()).isEqualTo("dän"));
    node.signal(run, "approve", APPROVED);
    node.await(run, Status.COMPLETED);
  }

  /** A leaflet that its editor reviews. */
  private String reviewed() {
    var run = node.leaflet("eve");
    node.await(run, Status.WAITING);
    return run;
  }

  private void awaitTimes(String run, String type, long times) {
    node.await(run, _ -> node.types(run).stream().filter(type::equals).count() == times);
  }

  private Optional<String> assignee(String run) {
    return node.find(run)
        .state()
        .positions()
        .filter(Position.Waiting.class::isInstance)
        .findFirst()
        .flatMap(waiting -> ((Position.Waiting) waiting).assignee());
  }

  private Printed printed(String run) {
    return node.runs.outputs(node.await(run, Status.COMPLETED)).get("PRINT", Printed.class);
  }

  private static Action back(String to) {
    return new Action.Rewind(to, Optional.empty());
  }

  private static Action back(String to, String input) {
    return new Action.Rewind(to, Optional.of(LocalNode.json(input)));
  }

  private static Answer wrong(String pointer, String detail) {
    return new Answer.Invalid(List.of(new FieldProblem(pointer, detail)));
  }

  private static String code(Answer answer) {
    return ((Answer.Refused) answer).code();
  }
}
