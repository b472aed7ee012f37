package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static dev.presgen.orchestrator.core.Scenario.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Choices, optional tasks and for-eaches. */
class BranchesTest {

  private static final Failure REFUSED =
      new Failure.Permanent("REFUSED", "it is not allowed", "Allow it.");
  private static final String THREE = "course-1 course-2 course-3";

  private static Address item(String each, String key, String node, int visit) {
    return new Address(Path.of(each + "/" + key), node, visit);
  }

  private static Scenario filming(String words) {
    var run = Scenario.drawing("videos " + words);
    for (var word : words.split(" ", -1)) {
      run.succeed("DECKS/" + word + "/DRAW");
    }
    return run;
  }

  @Test
  void a_task_whose_condition_does_not_hold_is_skipped() {
    var run = Scenario.started(Flows.talk(), "");
    var ask = new Address(Path.ROOT, "ASK", 1);
    assertThat(run.claim(1).getFirst())
        .isEqualTo(
            new Event.StepSkipped(
                NOON, ask, "not says ask", Optional.empty(), Optional.empty(), "LISTEN"));
    assertThat(run.state().root().outputs().get("ASK"))
        .isEqualTo(new Output.Nothing("not says ask"));
  }

  @Test
  void a_choice_takes_the_first_branch_that_holds_else_the_other_way() {
    var run = Scenario.claimed(Flows.talk(), "again");
    assertThat(run.accept(run.signal("reply", "please")))
        .contains(
            new Event.BranchTaken(
                NOON, new Address(Path.ROOT, "WHETHER", 1), "says again", "UNITS"));
    assertThat(run.state().tally(Path.of("LISTEN")).visits()).isEqualTo(2);
  }

  @Test
  void a_for_each_keeps_no_more_items_under_way_than_it_has_room_for() {
    var run = Scenario.drawing(THREE);
    assertThat(run.at("DECKS/course-1")).isInstanceOf(Position.Executing.class);
    assertThat(run.at("DECKS/course-2")).isInstanceOf(Position.Executing.class);
    assertThat(run.at("DECKS/course-3"))
        .isEqualTo(new Position.Queued(item("DECKS", "course-3", "DRAW", 1)));
    run.fail("DECKS/course-1/DRAW", new Failure.Transient("connection refused"));
    assertThat(run.at("DECKS/course-3"))
        .as("an item holds its place from its start to its end")
        .isInstanceOf(Position.Queued.class);
    run.succeed("DECKS/course-2/DRAW");
    assertThat(run.at("DECKS/course-3")).isInstanceOf(Position.Executing.class);
  }

  @Test
  void a_for_each_of_no_items_is_joined_at_once() {
    var run = Scenario.drawing("");
    assertThat(run.state().root().outputs().get("DECKS")).isEqualTo(new Output.Each(Map.of()));
    assertThat(run.root()).isInstanceOf(Position.Executing.class);
  }

  @Test
  void a_for_each_whose_condition_does_not_hold_is_skipped() {
    var run = Scenario.drawing("");
    assertThat(run.state().root().outputs().get("VIDEOS"))
        .isEqualTo(new Output.Nothing("not says videos"));
  }

  @Test
  void a_join_of_all_waits_for_a_stuck_item_while_its_siblings_go_on() {
    var run = Scenario.drawing(THREE);
    run.fail("DECKS/course-1/DRAW", REFUSED);
    run.succeed("DECKS/course-2/DRAW");
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    run.succeed("DECKS/course-3/DRAW");
    assertThat(run.root())
        .isEqualTo(
            new Position.Joining(
                new Address(Path.ROOT, "DECKS", 1), List.of("course-1", "course-2", "course-3")));
    run.accept(run.retry("DECKS/course-1"));
    run.tick();
    run.succeed("DECKS/course-1/DRAW");
    assertThat(run.root().at().node()).isEqualTo("TELL");
    assertThat(((Output.Each) run.state().root().outputs().get("DECKS")).refs().keySet())
        .containsExactly("course-1", "course-2", "course-3");
  }

  @Test
  void a_collecting_join_goes_on_without_what_could_not_be_done_and_names_it() {
    var run = filming(THREE);
    assertThat(run.fail("VIDEOS/course-1/FILM", REFUSED))
        .contains(
            new Event.ChildEnded(
                NOON,
                item("VIDEOS", "course-1", "FILM", 1),
                new Position.End.Missing("it is not allowed")));
    run.succeed("VIDEOS/course-2/FILM");
    run.succeed("VIDEOS/course-3/FILM");
    assertThat(((Output.Each) run.state().root().outputs().get("VIDEOS")).refs().keySet())
        .containsExactly("course-2", "course-3");
    var outputs = new ScopeOutputs(run.state(), Path.ROOT, run.stored);
    assertThat(outputs.keys("VIDEOS")).containsExactly("course-1", "course-2", "course-3");
    assertThat(outputs.each("VIDEOS", Flows.Made.class).keySet())
        .containsExactly("course-2", "course-3");
  }

  @Test
  void what_a_service_limits_is_retried_in_a_collecting_join_too() {
    var run = filming("course-1");
    run.fail("VIDEOS/course-1/FILM", new Failure.Throttled("slow down", Duration.ofMinutes(1)));
    assertThat(run.at("VIDEOS/course-1")).isInstanceOf(Position.Retrying.class);
  }

  @Test
  void a_second_visit_of_a_for_each_lists_anew_and_counts_visits_and_attempts_on() {
    var run = Scenario.claimed(Flows.talk(), "again course-1");
    run.accept(run.signal("reply", "please"));
    assertThat(run.at("UNITS/course-1").at()).isEqualTo(item("UNITS", "course-1", "STUDY", 1));
    run.accept(run.signal("studied", "all"));
    run.accept(run.signal("reply", "please"));
    assertThat(run.at("UNITS/course-1").at()).isEqualTo(item("UNITS", "course-1", "STUDY", 2));
    assertThat(run.state().root().childrenOf("UNITS")).hasSize(1);
  }

  @Test
  void attempts_are_numbered_over_all_visits_so_that_an_old_result_never_fits() {
    var flow =
        Workflow.named("round", "1", Flows.Input.class)
            .task("WORK", Flows.contract(Flows.Made.class))
            .then("HEAR")
            .wait("HEAR", Flows.Answered.class)
            .signal(Flows.closing("again", "WORK"))
            .signal(Flows.closing("enough", "END"))
            .done()
            .end("END")
            .build();
    var run = Scenario.claimed(flow, "");
    var first = run.success("WORK");
    run.accept(first);
    run.accept(run.signal("again", ""));
    run.claim(1);
    assertThat(run.open("WORK"))
        .isEqualTo(new Scenario.Open(new Address(Path.ROOT, "WORK", 2), 2));
    assertThat(run.tell(first)).isInstanceOf(Decision.Late.class);
  }

  @Test
  void items_with_unfit_or_repeated_keys_or_too_many_leave_the_for_each_to_a_person() {
    for (var words : List.of("course-/", "course-1 course-1", many())) {
      var run = Scenario.drawing(words);
      assertThat(((Position.Stuck) run.root()).failure().detail())
          .startsWith("a function of the workflow failed: courses must give at most 1000 items");
    }
  }

  private static String many() {
    return String.join(
        " ", IntStream.range(0, 1_001).mapToObj(i -> "course-" + i).toList());
  }

  @Test
  void a_for_each_that_was_stuck_can_be_retried() {
    var run = Scenario.drawing("course-1 course-1");
    run.accept(run.retry());
    run.tick();
    assertThat(run.root()).isInstanceOf(Position.Stuck.class);
    assertThat(run.refuse(run.skip("DECKS", Optional.empty()))).isEqualTo("NOTHING_TO_SKIP");
  }

  @Test
  void a_choice_that_was_stuck_can_be_retried() {
    var flow =
        Workflow.named("broken", "1", Flows.Input.class)
            .choice("WHETHER")
            .when(
                new Named.Condition("broken",
                    outputs -> outputs.get("NOBODY", String.class).isEmpty()),
                "END")
            .otherwise("END")
            .end("END")
            .build();
    var run = Scenario.claimed(flow, "");
    assertThat(run.root()).isInstanceOf(Position.Stuck.class);
    run.accept(run.retry());
    run.tick();
    assertThat(run.root()).isInstanceOf(Position.Stuck.class);
  }

  @Test
  void skipping_what_others_need_takes_an_output_in_its_place() {
    var run = Scenario.scoring("");
    run.fail("SCORE", REFUSED);
    assertThat(run.refuse(run.skip("SCORE", Optional.empty()))).isEqualTo("SKIP_NEEDS_OUTPUT");
    var instead = run.stored.put(new Flows.Made("by hand"));
    assertThat(run.accept(run.skip("SCORE", Optional.of(instead))).getFirst())
        .isEqualTo(
            new Event.StepSkipped(
                NOON,
                new Address(Path.ROOT, "SCORE", 1),
                "because",
                Optional.of(instead),
                Optional.of(OPERATOR),
                "DECKS"));
    assertThat(run.state().root().outputs().get("SCORE")).isEqualTo(new Output.One(instead));
  }

  @Test
  void a_skippable_task_is_skipped_without_an_output() {
    var run = Scenario.drawing("");
    run.fail("TELL", REFUSED);
    run.accept(run.skip("TELL", Optional.empty()));
    assertThat(run.state().root().outputs().get("TELL"))
        .isEqualTo(new Output.Nothing("because"));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void what_is_under_way_cannot_be_skipped() {
    var run = Scenario.drawing("");
    assertThat(run.refuse(run.skip("TELL", Optional.empty()))).isEqualTo("NOTHING_TO_SKIP");
  }

  @Test
  void a_skip_that_could_mean_several_asks_which() {
    var run = Scenario.drawing(THREE);
    run.fail("DECKS/course-1/DRAW", REFUSED);
    run.fail("DECKS/course-2/DRAW", REFUSED);
    var decision =
        run.tell(new Fact.Skip(NOON, OPERATOR, Optional.empty(), Optional.of(run.found())));
    assertThat(((Decision.Refused) decision).why())
        .isEqualTo("say which: [DECKS/course-1, DECKS/course-2]");
  }

  @Test
  void a_skipped_item_of_a_for_each_is_missing() {
    var flow =
        Workflow.named("optional", "1", Flows.Input.class)
            .each("DECKS", Flows.COURSES)
            .body(
                body -> body.task("DRAW", Flows.contract(Flows.Deck.class))
                    .skippable()
                    .then("DRAWN")
                    .end("DRAWN"),
                "DRAW")
            .then("END")
            .end("END")
            .build();
    var run = Scenario.claimed(flow, "course-1 course-2");
    run.fail("DECKS/course-1/DRAW", REFUSED);
    assertThat(run.accept(run.skip("DECKS/course-1", Optional.empty())))
        .contains(
            new Event.ChildEnded(
                NOON,
                item("DECKS", "course-1", "DRAWN", 1),
                new Position.End.Missing("because")));
  }
}
