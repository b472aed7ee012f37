package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static dev.presgen.orchestrator.core.Scenario.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.flows.Mentorship;
import dev.presgen.orchestrator.core.flows.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Going back. */
class RewindTest {

  private static final Failure REFUSED = Situations.PERMANENT;
  private static final List<String> FROM_SCORE =
      List.of("SCORE", "DECKS", "VIDEOS", "TELL", "END");

  /** An assessment that has drawn one deck of two and cannot draw the other. */
  private static Scenario stuck() {
    var run = Scenario.drawing("course-1 course-2");
    run.succeed("DECKS/course-1/DRAW");
    run.fail("DECKS/course-2/DRAW", REFUSED);
    return run;
  }

  private static Scenario telling() {
    var run = Scenario.drawing("course-1");
    run.succeed("DECKS/course-1/DRAW");
    run.fail("TELL", REFUSED);
    return run;
  }

  private static Address at(String node, int visit) {
    return new Address(Path.ROOT, node, visit);
  }

  @Test
  void a_run_goes_back_in_a_new_visit_without_what_came_after() {
    var run = stuck();
    var answer = run.state().root().outputs().get("ANSWER");
    assertThat(run.accept(run.rewind("SCORE")))
        .isEqualTo(
            List.of(new Event.Rewound(NOON, at("SCORE", 2), FROM_SCORE, Map.of(), OPERATOR)));
    assertThat(run.root()).isEqualTo(new Position.Ready(at("SCORE", 2), Purpose.DO));
    assertThat(run.state().root().outputs()).doesNotContainKeys("SCORE", "DECKS");
    assertThat(run.state().root().outputs()).containsEntry("ANSWER", answer);
    assertThat(run.state().root().children()).isEmpty();
  }

  @Test
  void visits_and_attempts_go_on_so_that_an_old_result_never_fits() {
    var run = stuck();
    run.accept(run.rewind("SCORE"));
    run.claim(1);
    assertThat(run.open("SCORE")).isEqualTo(new Scenario.Open(at("SCORE", 2), 2));
    run.succeed("SCORE");
    assertThat(run.open("DECKS/course-2/DRAW"))
        .isEqualTo(
            new Scenario.Open(new Address(Path.of("DECKS/course-2"), "DRAW", 2), 2));
  }

  @Test
  void what_has_been_counted_of_dropped_nodes_is_not_begun_any_more() {
    var run = stuck();
    run.accept(run.rewind("SCORE"));
    assertThat(run.state().tally(Path.of("DECKS/course-1/DRAW")))
        .isEqualTo(new Tally(1, 1, Optional.empty(), Optional.empty()));
    assertThat(run.state().tally(Path.of("SCORE")))
        .isEqualTo(new Tally(2, 1, Optional.empty(), Optional.empty()));
  }

  @Test
  void a_node_that_is_stuck_is_begun_anew() {
    var run = Scenario.scoring("");
    run.fail("SCORE", REFUSED);
    run.accept(run.rewind("SCORE"));
    run.claim(1);
    assertThat(run.open("SCORE")).isEqualTo(new Scenario.Open(at("SCORE", 2), 2));
  }

  @Test
  void a_person_may_give_what_is_taken_from_then_on() {
    var run = stuck();
    var better = run.stored.put(new Flows.Made("better"));
    assertThat(run.accept(run.rewind("DECKS", Map.of("SCORE", better))).getFirst())
        .isEqualTo(
            new Event.Rewound(
                NOON,
                at("DECKS", 2),
                List.of("DECKS", "VIDEOS", "TELL", "END"),
                Map.of("SCORE", better),
                OPERATOR));
    assertThat(run.state().root().outputs()).containsEntry("SCORE", new Output.One(better));
  }

  @Test
  void a_joined_for_each_is_listed_anew() {
    var run = telling();
    run.accept(run.rewind("DECKS"));
    assertThat(run.state().root().outputs()).doesNotContainKey("DECKS");
    run.claim(1);
    assertThat(run.open("DECKS/course-1/DRAW").attempt()).isEqualTo(2);
    run.succeed("DECKS/course-1/DRAW");
    assertThat(run.open("TELL")).isEqualTo(new Scenario.Open(at("TELL", 2), 2));
  }

  @Test
  void an_item_goes_back_by_itself_and_waits_for_room() {
    var run = Scenario.drawing("course-1 course-2 course-3");
    run.succeed("DECKS/course-1/DRAW");
    run.accept(run.rewind("DECKS/course-1/DRAW"));
    assertThat(run.at("DECKS/course-1"))
        .as("the second and the third have both places")
        .isEqualTo(
            new Position.Queued(new Address(Path.of("DECKS/course-1"), "DRAW", 2)));
    run.succeed("DECKS/course-3/DRAW");
    assertThat(run.open("DECKS/course-1/DRAW").attempt()).isEqualTo(2);
    run.succeed("DECKS/course-1/DRAW");
    run.succeed("DECKS/course-2/DRAW");
    assertThat(run.root().at().node()).isEqualTo("TELL");
  }

  @Test
  void an_item_that_a_for_each_did_without_can_be_tried_again_until_it_is_joined() {
    var run = Scenario.drawing("videos course-1 course-2");
    run.succeed("DECKS/course-1/DRAW");
    run.succeed("DECKS/course-2/DRAW");
    run.fail("VIDEOS/course-1/FILM", REFUSED);
    run.accept(run.rewind("VIDEOS/course-1/FILM"));
    run.claim(1);
    run.succeed("VIDEOS/course-1/FILM");
    run.succeed("VIDEOS/course-2/FILM");
    assertThat(((Output.Each) run.state().root().outputs().get("VIDEOS")).refs())
        .containsOnlyKeys("course-1", "course-2");
    assertThat(run.refuse(run.rewind("VIDEOS/course-1/FILM")))
        .as("joined")
        .isEqualTo("NOTHING_TO_REWIND_TO");
  }

  @Test
  void nothing_is_rewound_under_an_attempt_but_in_a_pause_it_is_once_that_has_ended() {
    var run = Scenario.drawing("course-1 course-2");
    assertThat(run.refuse(run.rewind("SCORE"))).isEqualTo("ATTEMPT_UNDER_WAY");
    run.accept(run.pause());
    run.succeed("DECKS/course-1/DRAW");
    assertThat(run.refuse(run.rewind("SCORE"))).isEqualTo("ATTEMPT_UNDER_WAY");
    run.succeed("DECKS/course-2/DRAW");
    run.accept(run.rewind("SCORE"));
    assertThat(run.claim(1)).isEmpty();
    run.accept(run.resume());
    run.claim(1);
    assertThat(run.open("SCORE").attempt()).isEqualTo(2);
  }

  @Test
  void a_job_that_goes_on_elsewhere_is_forgotten_and_its_result_is_late() {
    var run = Scenario.scoring("");
    run.pending("SCORE", "job-1", Duration.ofSeconds(1));
    var result = run.success("SCORE");
    run.accept(run.rewind("SCORE"));
    assertThat(run.tell(result)).isInstanceOf(Decision.Late.class);
    run.claim(1);
    assertThat(run.open("SCORE").attempt()).isEqualTo(2);
  }

  @Test
  void a_run_never_goes_back_over_what_only_an_undo_takes_back() {
    var run = Scenario.waitingForAnswer("");
    var refused = (Decision.Refused) run.tell(run.rewind("WRITE"));
    assertThat(refused.code()).isEqualTo("UNDOABLE_BETWEEN");
    assertThat(refused.why())
        .isEqualTo(
            "FOLDER has made things that only an undo takes back: cancel with undo instead");
    assertThat(run.decider.possible(run.state())).doesNotContain("rewind");
  }

  @Test
  void a_run_never_goes_back_over_its_answer() {
    var run = stuck();
    assertThat(run.refuse(run.rewind("ANSWER"))).isEqualTo("ANSWER_BETWEEN");
  }

  @Test
  void a_run_goes_only_where_it_has_been_and_never_to_an_end() {
    var run = stuck();
    for (var nowhere : List.of(
        "TELL", "END", "NOWHERE", "DECKS/course-9/DRAW", "DECKS/course-1", "DECKS/course-1/DRAWN",
        "")) {
      assertThat(run.refuse(run.rewind(nowhere))).as(nowhere).isEqualTo("NOTHING_TO_REWIND_TO");
    }
  }

  @Test
  void a_run_that_is_about_to_end_does_not_go_back() {
    var run = Scenario.scoring("");
    run.accept(run.cancel(false));
    assertThat(run.refuse(run.rewind("SCORE"))).isEqualTo("WRONG_STATE");
  }

  @Test
  void a_wait_that_stands_still_is_opened_anew_when_its_scope_goes_back_to_it() {
    var run = Scenario.reviewing();
    run.accept(run.signal("remark", "well"));
    run.claim(1);
    run.fail("REVIEWED/review/NOTE_IT", REFUSED);
    run.later(Duration.ofDays(3));
    run.accept(run.rewind("REVIEWED/review/AWAIT"));
    run.claim(1);
    var await = new Address(Path.of("REVIEWED/review"), "AWAIT", 2);
    assertThat(run.state().scope(Path.of("REVIEWED/review")).orElseThrow().suspended()).isEmpty();
    assertThat(run.at("REVIEWED/review"))
        .isEqualTo(
            new Position.Waiting(
                await,
                run.now(),
                List.of(
                    new TimerState(
                        "nudge", "nudge", run.now(), run.now().plus(Duration.ofDays(1)), false),
                    new TimerState(
                        "deadline", "deadline", run.now(), run.now().plus(Duration.ofDays(7)),
                        false)),
                Optional.of("reviewer@example.org"),
                Optional.empty()));
  }

  @Test
  void an_action_is_begun_anew_and_its_wait_after_it() {
    var run = Scenario.claimed(Flows.review(), new Flows.Draft("reviewer@example.org"));
    run.accept(run.signal("remark", "well"));
    run.claim(1);
    run.fail("NOTE_IT", REFUSED);
    run.accept(run.rewind("NOTE_IT"));
    run.claim(1);
    assertThat(run.open("NOTE_IT")).isEqualTo(new Scenario.Open(at("NOTE_IT", 2), 2));
    assertThat(
        new ScopeOutputs(run.state(), Path.ROOT, run.stored).find("remark", Flows.Answered.class))
        .as("what the action takes")
        .contains(new Flows.Answered("well"));
    run.succeed("NOTE_IT");
    assertThat(run.root().at()).isEqualTo(at("AWAIT", 2));
  }

  @Test
  void what_signals_of_dropped_waits_brought_is_gone_too() {
    var run = Scenario.claimed(Flows.review(), new Flows.Draft("reviewer@example.org"));
    run.accept(run.signal("remark", "well"));
    run.claim(1);
    run.succeed("NOTE_IT");
    run.accept(run.signal("approved", "please"));
    run.claim(1);
    run.fail("RECORD", REFUSED);
    run.accept(run.rewind("AWAIT"));
    var outputs = new ScopeOutputs(run.state(), Path.ROOT, run.stored);
    assertThat(outputs.find("approved", Flows.Answered.class)).isEmpty();
    assertThat(outputs.find("remark", Flows.Answered.class)).isEmpty();
  }

  @Test
  void what_a_node_takes_from_a_wait_ahead_of_it_in_a_cycle_stays_when_it_is_gone_back_to() {
    var run = MentorshipTest.active();
    run.say("complete_goal", new Mentorship.GoalCompleted("read"));
    run.fail("GOAL_COMPLETED", REFUSED);
    run.accept(run.rewind("GOAL_COMPLETED"));
    run.claim(1);
    var outputs = new ScopeOutputs(run.state(), Path.ROOT, run.stored);
    assertThat(run.open("GOAL_COMPLETED").attempt()).isEqualTo(2);
    assertThat(outputs.find("complete_goal", Mentorship.GoalCompleted.class))
        .contains(new Mentorship.GoalCompleted("read"));
    assertThat(outputs.find("set_goals", Mentorship.Goals.class))
        .contains(new Mentorship.Goals(List.of("read", "write")));
  }

  @Test
  void what_branches_gave_is_gone_when_a_run_goes_back_over_them() {
    var run = Scenario.claimed(Template.workflow(), new Template.Brief("tides", false));
    run.succeed("RESEARCH", new Template.Findings(List.of("the moon")));
    run.succeed("BOTH/words/WRITE", new Template.Text("words"));
    run.succeed("BOTH/words/TEXT", new Template.Text("words"));
    run.fail("MERGE", REFUSED);
    run.accept(run.rewind("RESEARCH"));
    assertThat(run.state().root().outputs()).containsOnlyKeys("INPUT");
    assertThat(run.state().root().children()).isEmpty();
  }

  @Test
  void items_under_way_are_gone_when_a_run_goes_back_to_where_an_earlier_walk_of_them_is_taken() {
    var flow =
        Workflow.named("round", "1", Flows.Input.class)
            .each("UNITS", Flows.COURSES)
            .body(
                body -> body.wait("STUDY", Flows.Answered.class)
                    .signal(Flows.closing("studied", "STUDIED"))
                    .done()
                    .end("STUDIED"),
                "STUDY")
            .then("SUM")
            .task("SUM", Flows.contract(Flows.Made.class))
            .then("HEAR")
            .wait("HEAR", Flows.Answered.class)
            .signal(Flows.closing("again", "UNITS"))
            .signal(Flows.closing("enough", "END"))
            .done()
            .end("END")
            .build();
    var run = Scenario.claimed(flow, "course-1");
    run.accept(run.signal("studied", "1"));
    run.claim(1);
    run.succeed("SUM");
    run.accept(run.signal("again", ""));
    assertThat(run.at("UNITS/course-1")).isInstanceOf(Position.Waiting.class);
    run.accept(run.rewind("SUM"));
    assertThat(run.state().root().children()).isEmpty();
    assertThat(run.state().root().outputs()).as("of the earlier walk").containsKey("UNITS");
    assertThat(run.refuse(run.signal("nonsense", ""))).isEqualTo("UNKNOWN_SIGNAL");
  }

  @Test
  void only_outputs_of_the_scope_can_be_given_in_the_place_of_others() {
    var run = stuck();
    var other = run.stored.put(new Flows.Made("other"));
    for (var wrong : List.of("NOWHERE", "DECKS", "END", "answered", "DRAW")) {
      assertThat(run.refuse(run.rewind("SCORE", Map.of(wrong, other))))
          .as(wrong)
          .isEqualTo("UNKNOWN_OUTPUT");
    }
    assertThat(run.refuse(run.rewind("DECKS/course-1/DRAW", Map.of("INPUT", other))))
        .as("an item has no input of its own")
        .isEqualTo("UNKNOWN_OUTPUT");
    var words = run.stored.put(new Flows.Input("course-3"));
    run.accept(run.rewind("SCORE", Map.of("INPUT", words)));
    run.claim(1);
    run.succeed("SCORE");
    assertThat(run.at("DECKS/course-3")).isInstanceOf(Position.Executing.class);
  }

  @Test
  void a_call_is_made_again_and_its_input_can_be_given() {
    var run = Scenario.reviewing();
    var better = run.stored.put(new Flows.Draft("other@example.org"));
    run.accept(run.rewind("REVIEWED", Map.of("MERGE", better)));
    run.claim(1);
    assertThat(((Position.Waiting) run.at("REVIEWED/review")).assignee())
        .contains("other@example.org");
    assertThat(run.at("REVIEWED/review").at())
        .isEqualTo(new Address(Path.of("REVIEWED/review"), "AWAIT", 2));
  }

  @Test
  void a_branch_goes_back_while_the_other_goes_on() {
    var run = Scenario.claimed(Flows.graph(), "");
    run.succeed("BOTH/words/WRITE");
    run.accept(run.rewind("BOTH/words/WRITE"));
    run.claim(1);
    assertThat(run.open("BOTH/words/WRITE").attempt()).isEqualTo(2);
    assertThat(run.open("BOTH/picture/DRAW").attempt()).isEqualTo(1);
  }
}
