package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Branches that are walked at once. */
class ParallelTest {

  private static final Failure REFUSED = Situations.PERMANENT;
  private static final Failure STOPPED =
      new Failure.Unknown(Failure.Unknown.STOPPED, "interrupted");
  private static final Address BOTH = new Address(Path.ROOT, "BOTH", 1);

  private static Consumer<GraphBuilder.Body> does(String task) {
    return body -> body.task(task, Flows.undoable(Flows.Made.class))
        .retry(Flows.RETRY)
        .limits(Flows.LIMITS)
        .then("DID")
        .end("DID");
  }

  /** Two branches that make things, before a pivot. */
  static Workflow flow(Node.Join join) {
    return Workflow.named("both", "1", Flows.Input.class)
        .parallel("BOTH")
        .branch("left", does("LEFT"), "LEFT")
        .branch("right", does("RIGHT"), "RIGHT")
        .join(join)
        .then("ANSWER")
        .wait("ANSWER", Flows.Answered.class)
        .signal(Flows.closing("answered", "END"))
        .pivot()
        .done()
        .end("END")
        .build();
  }

  private static Address at(String branch, String node) {
    return new Address(Path.of("BOTH/" + branch), node, 1);
  }

  @Test
  void all_branches_begin_at_once() {
    var run = Scenario.claimed(flow(Node.Join.ALL), "");
    var starts = new LinkedHashMap<String, String>();
    starts.put("left", "LEFT");
    starts.put("right", "RIGHT");
    assertThat(run.journal()).contains(new Event.BranchesBegun(NOON, BOTH, starts));
    assertThat(run.root()).isEqualTo(new Position.Joining(BOTH, List.of("left", "right")));
    assertThat(run.agenda().work())
        .extracting(Agenda.Work::at)
        .containsExactly(at("left", "LEFT"), at("right", "RIGHT"));
    assertThat(run.status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void it_is_joined_when_the_last_branch_has_ended_and_keeps_what_each_gave() {
    var run = Scenario.claimed(flow(Node.Join.ALL), "");
    assertThat(run.succeed("BOTH/right/RIGHT"))
        .endsWith(
            new Event.ChildEnded(NOON, at("right", "DID"), new Position.End.Reached("DID")));
    var gives = new LinkedHashMap<String, String>();
    gives.put("left", "LEFT");
    gives.put("right", "RIGHT");
    assertThat(run.succeed("BOTH/left/LEFT"))
        .contains(new Event.BranchesJoined(NOON, BOTH, gives, "ANSWER"));
    assertThat(run.state().root().outputs())
        .containsAllEntriesOf(
            Map.of(
                "LEFT", new Output.One(run.stored.put(new Flows.Made("BOTH/left/LEFT"))),
                "RIGHT", new Output.One(run.stored.put(new Flows.Made("BOTH/right/RIGHT")))));
  }

  @Test
  void a_branch_sees_nothing_of_its_sibling() {
    var run = Scenario.claimed(flow(Node.Join.ALL), "");
    run.succeed("BOTH/left/LEFT");
    var outputs = new ScopeOutputs(run.state(), Path.of("BOTH/right"), run.stored);
    assertThat(outputs.find("LEFT", Flows.Made.class)).isEmpty();
    assertThat(outputs.input(Flows.Input.class)).isEqualTo(new Flows.Input(""));
  }

  @Test
  void a_branch_that_fails_before_the_pivot_stops_the_other_and_both_are_taken_back() {
    var run = Scenario.claimed(flow(Node.Join.ALL), "");
    run.succeed("BOTH/left/LEFT");
    run.fail("BOTH/right/RIGHT", REFUSED);
    assertThat(((Lifecycle.Undoing) run.lifecycle()).undos())
        .extracting(Position::at)
        .as("in the reverse order of their beginning")
        .containsExactly(at("right", "RIGHT"), at("left", "LEFT"));
    run.undone("BOTH/right/RIGHT");
    run.undone("BOTH/left/LEFT");
    assertThat(run.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void a_sibling_under_way_is_waited_for_before_anything_is_taken_back() {
    var run = Scenario.claimed(flow(Node.Join.ALL), "");
    run.fail("BOTH/right/RIGHT", REFUSED);
    assertThat(run.agenda().work())
        .isEqualTo(List.of(new Agenda.Stop(at("left", "LEFT"), 1, 1)));
    run.fail("BOTH/left/LEFT", STOPPED);
    assertThat(run.status()).isEqualTo(Status.UNDOING);
  }

  @Test
  void a_collecting_join_goes_on_without_a_branch_and_says_why_it_is_missing() {
    var run = Scenario.claimed(flow(Node.Join.COLLECT), "");
    assertThat(run.fail("BOTH/right/RIGHT", REFUSED))
        .endsWith(
            new Event.ChildEnded(
                NOON, at("right", "RIGHT"), new Position.End.Missing("it is not allowed")));
    run.succeed("BOTH/left/LEFT");
    assertThat(run.state().root().outputs().get("RIGHT"))
        .isEqualTo(new Output.Nothing("it is not allowed"));
    assertThat(run.status()).isEqualTo(Status.WAITING);
  }

  @Test
  void what_a_missing_branch_may_have_made_is_taken_back_with_the_run() {
    var run = Scenario.claimed(flow(Node.Join.COLLECT), "");
    run.fail("BOTH/right/RIGHT", REFUSED);
    run.succeed("BOTH/left/LEFT");
    run.accept(run.cancel(true));
    assertThat(((Lifecycle.Undoing) run.lifecycle()).undos()).hasSize(2);
  }

  @Test
  void a_stuck_branch_is_retried_or_skipped_while_the_other_goes_on() {
    for (boolean skipped : List.of(true, false)) {
      var run = Scenario.claimed(Flows.graph(), "");
      run.fail("BOTH/picture/DRAW", REFUSED);
      assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
      run.succeed("BOTH/words/WRITE");
      assertThat(run.root().at().node()).isEqualTo("BOTH");
      if (skipped) {
        run.accept(run.skip("BOTH/picture", Optional.empty()));
        assertThat(run.state().root().outputs().get("DRAW"))
            .isEqualTo(new Output.Nothing("because"));
      } else {
        run.accept(run.retry("BOTH/picture"));
        run.tick();
        run.succeed("BOTH/picture/DRAW");
      }
      assertThat(run.root().at().node()).isEqualTo("MERGE");
    }
  }

  /** Branches that listen, one of which goes through items. */
  private static Workflow listening() {
    return Workflow.named("listening", "1", Flows.Input.class)
        .parallel("BOTH")
        .branch(
            "ear",
            body -> body.wait("HEAR", Flows.Answered.class)
                .signal(Flows.closing("said", "HEARD"))
                .done()
                .end("HEARD"),
            "HEAR")
        .branch(
            "hand",
            body -> body.each("DECKS", Flows.COURSES)
                .body(
                    item -> item.task("DRAW", Flows.contract(Flows.Deck.class))
                        .then("DRAWN")
                        .end("DRAWN"),
                    "DRAW")
                .atOnce(2)
                .then("SUM")
                .task("SUM", Flows.contract(Flows.Made.class))
                .then("SUMMED")
                .end("SUMMED"),
            "SUM")
        .then("AGAIN")
        .wait("AGAIN", Flows.Answered.class)
        .signal(Flows.closing("again", "BOTH"))
        .signal(Flows.closing("enough", "END"))
        .done()
        .end("END")
        .build();
  }

  @Test
  void a_branch_may_wait_while_the_other_goes_through_its_items() {
    var run = Scenario.claimed(listening(), "course-1 course-2");
    assertThat(run.at("BOTH/ear")).isInstanceOf(Position.Waiting.class);
    run.succeed("BOTH/hand/DECKS/course-1/DRAW");
    run.accept(run.signal("said", "well"));
    run.succeed("BOTH/hand/DECKS/course-2/DRAW");
    run.succeed("BOTH/hand/SUM");
    assertThat(run.root().at().node()).isEqualTo("AGAIN");
    assertThat(run.refuse(run.signal("nonsense", ""))).isEqualTo("UNKNOWN_SIGNAL");
  }

  @Test
  void branches_that_are_walked_again_begin_anew_in_new_visits() {
    var run = Scenario.claimed(listening(), "");
    run.accept(run.signal("said", "well"));
    run.succeed("BOTH/hand/SUM");
    run.accept(run.signal("again", ""));
    run.claim(1);
    assertThat(run.at("BOTH/ear").at())
        .isEqualTo(new Address(Path.of("BOTH/ear"), "HEAR", 2));
    assertThat(run.open("BOTH/hand/SUM").attempt()).isEqualTo(2);
    assertThat(run.state().root().childrenOf("BOTH")).hasSize(2);
  }

  @Test
  void a_pause_holds_all_branches() {
    var run = Scenario.claimed(listening(), "course-1");
    run.accept(run.pause());
    run.succeed("BOTH/hand/DECKS/course-1/DRAW");
    run.accept(run.signal("said", "well"));
    assertThat(run.claim(1)).isEmpty();
    run.accept(run.resume());
    run.claim(1);
    run.succeed("BOTH/hand/SUM");
    assertThat(run.root().at().node()).isEqualTo("AGAIN");
  }

  @Test
  void only_the_nearest_join_does_without_what_fails() {
    var flow =
        Workflow.named("nested", "1", Flows.Input.class)
            .each("ITEMS", Flows.COURSES)
            .body(
                body -> body.parallel("BOTH")
                    .branch("left", does("LEFT"), "LEFT")
                    .branch("right", does("RIGHT"), "RIGHT")
                    .then("SUM")
                    .task("SUM", Flows.contract(Flows.Made.class))
                    .then("DONE")
                    .end("DONE"),
                "SUM")
            .join(Node.Join.COLLECT)
            .then("END")
            .end("END")
            .build();
    var run = Scenario.claimed(flow, "course-1");
    run.succeed("ITEMS/course-1/BOTH/left/LEFT");
    run.fail("ITEMS/course-1/BOTH/right/RIGHT", REFUSED);
    assertThat(run.status())
        .as("the parallel waits for all, whatever is around it")
        .isEqualTo(Status.NEEDS_ATTENTION);
    run.accept(run.retry());
    run.tick();
    run.succeed("ITEMS/course-1/BOTH/right/RIGHT");
    run.succeed("ITEMS/course-1/SUM");
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }
}
