package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Workflows that are called by others. */
class CallTest {

  private static final Failure REFUSED = Situations.PERMANENT;
  private static final Path REVIEW = Path.of("REVIEWED/review");
  private static final Address REVIEWED = new Address(Path.ROOT, "REVIEWED", 1);

  /** What is called: makes something, in two branches, and gives a mark. */
  private static Workflow making() {
    return Workflow.named("making", "1", Flows.Draft.class)
        .parallel("BOTH")
        .branch(
            "form",
            body -> body.task(
                "FORM", new Contract(List.of(Flows.one(Flows.Draft.class)), Flows.Deck.class, true))
                .then("FORMED")
                .end("FORMED"),
            "FORM")
        .branch(
            "film",
            body -> body.task("FILM", Flows.undoable(Flows.Video.class))
                .skippable()
                .then("FILMED")
                .end("FILMED"),
            "FILM")
        .then("MARK")
        .task("MARK", Flows.contract(Flows.Made.class, Flows.one(Flows.Deck.class)))
        .then("MADE")
        .end("MADE")
        .build();
  }

  /** Calls it before a pivot. */
  private static Workflow calling() {
    return Workflow.named("calling", "1", Flows.Draft.class)
        .task("FOLDER", Flows.undoable(Flows.Course.class))
        .then("MADE")
        .call("MADE", making())
        .gives("MARK")
        .then("ANSWER")
        .wait("ANSWER", Flows.Answered.class)
        .signal(Flows.closing("answered", "END"))
        .pivot()
        .done()
        .end("END")
        .build();
  }

  static Scenario made() {
    var run = Scenario.claimed(calling(), new Flows.Draft("draft"));
    run.succeed("FOLDER", new Flows.Course("folder"));
    run.succeed("MADE/making/BOTH/form/FORM", new Flows.Deck("form"));
    run.succeed("MADE/making/BOTH/film/FILM", new Flows.Video("film"));
    return run;
  }

  @Test
  void a_called_workflow_begins_with_its_input_and_sees_nothing_around_it() {
    var run = Scenario.reviewing();
    var draft = run.stored.put(new Flows.Draft("reviewer@example.org"));
    assertThat(run.journal())
        .contains(new Event.CallBegun(NOON, REVIEWED, "review", "AWAIT", draft));
    var inside = new ScopeOutputs(run.state(), REVIEW, run.stored);
    assertThat(inside.input(Flows.Draft.class))
        .isEqualTo(new Flows.Draft("reviewer@example.org"));
    assertThat(inside.find("MERGE", Flows.Draft.class)).isEmpty();
    assertThat(inside.keys("BOTH")).isEmpty();
  }

  @Test
  void what_it_gives_stands_under_the_name_of_the_call() {
    var run = Scenario.reviewing();
    run.accept(run.signal("approved", "please"));
    run.claim(1);
    var recorded = run.stored.put(new Flows.Made("REVIEWED/review/RECORD"));
    assertThat(run.succeed("REVIEWED/review/RECORD"))
        .contains(
            new Event.ChildEnded(
                NOON, new Address(REVIEW, "END", 1), new Position.End.Reached("END")),
            new Event.CallReturned(NOON, REVIEWED, "RECORD", "PRINT"));
    assertThat(run.state().root().outputs())
        .containsEntry("REVIEWED", new Output.One(recorded))
        .doesNotContainKey("RECORD");
  }

  @Test
  void signals_reach_its_waits_and_count_as_early_before_it_is_called() {
    var early = Scenario.claimed(Flows.graph(), "");
    early.accept(early.signal("approved", "please"));
    early.succeed("BOTH/words/WRITE");
    early.succeed("BOTH/picture/DRAW");
    early.succeed("MERGE", new Flows.Draft("reviewer@example.org"));
    assertThat(early.open("REVIEWED/review/RECORD").attempt()).isEqualTo(1);
    assertThat(early.refuse(early.signal("approved", "please"))).isEqualTo("TOO_LATE");
  }

  @Test
  void a_task_that_is_stuck_inside_is_retried_by_its_path() {
    var run = Scenario.reviewing();
    run.accept(run.signal("approved", "please"));
    run.claim(1);
    run.fail("REVIEWED/review/RECORD", REFUSED);
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(run.refuse(run.skip("REVIEWED/review", Optional.empty())))
        .isEqualTo("SKIP_NEEDS_OUTPUT");
    run.accept(run.retry("REVIEWED/review/RECORD"));
    run.tick();
    run.succeed("REVIEWED/review/RECORD");
    assertThat(run.root().at().node()).isEqualTo("PRINT");
  }

  @Test
  void a_pause_holds_it_and_moves_its_timers() {
    var run = Scenario.reviewing();
    run.later(Duration.ofHours(12));
    run.accept(run.pause());
    run.later(Duration.ofDays(5));
    run.accept(run.resume());
    assertThat(run.agenda().due()).contains(NOON.plus(Duration.ofDays(6)));
  }

  @Test
  void what_was_made_inside_is_taken_back_in_reverse_and_its_undo_sees_what_its_step_saw() {
    var run = made();
    run.accept(run.cancel(true));
    run.fail("MADE/making/MARK", new Failure.Unknown(Failure.Unknown.STOPPED, "interrupted"));
    var form = new Address(Path.of("MADE/making/BOTH/form"), "FORM", 1);
    assertThat(((Lifecycle.Undoing) run.lifecycle()).undos())
        .extracting(Position::at)
        .containsExactly(
            new Address(Path.of("MADE/making/BOTH/film"), "FILM", 1),
            form,
            new Address(Path.ROOT, "FOLDER", 1));
    var seen = new ScopeOutputs(run.state(), form.scope(), run.stored);
    assertThat(seen.input(Flows.Draft.class)).isEqualTo(new Flows.Draft("draft"));
    assertThat(seen.find("FORM", Flows.Deck.class)).contains(new Flows.Deck("form"));
    run.undone("MADE/making/BOTH/film/FILM");
    run.undone("MADE/making/BOTH/form/FORM");
    run.undone("FOLDER");
    assertThat(run.status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void a_failure_inside_before_the_callers_pivot_fails_the_caller() {
    var run = made();
    run.fail("MADE/making/MARK", REFUSED);
    assertThat(run.status()).isEqualTo(Status.UNDOING);
    assertThat(((Lifecycle.Undoing) run.lifecycle()).cause())
        .contains(
            new Lifecycle.Cause(new Address(Path.of("MADE/making"), "MARK", 1), 1, REFUSED));
  }

  @Test
  void after_it_has_returned_its_inside_is_undone_all_the_same() {
    var run = made();
    run.succeed("MADE/making/MARK");
    assertThat(run.status()).isEqualTo(Status.WAITING);
    run.accept(run.cancel(true));
    assertThat(((Lifecycle.Undoing) run.lifecycle()).undos()).hasSize(3);
  }

  /** Each item has a draft of its own that is reviewed. */
  private static Workflow perItem() {
    return Workflow.named("items", "1", Flows.Input.class)
        .each("ITEMS", Flows.COURSES)
        .body(
            body -> body
                .task("DRAFT", Flows.contract(Flows.Draft.class, Flows.one(Flows.Course.class)))
                .then("REVIEWED")
                .call("REVIEWED", Flows.review())
                .gives("RECORD")
                .then("DONE")
                .end("DONE"),
            "REVIEWED")
        .atOnce(2)
        .then("END")
        .end("END")
        .build();
  }

  @Test
  void each_item_calls_it_by_itself_and_signals_go_to_the_first_that_takes_them() {
    var run = Scenario.claimed(perItem(), "course-1 course-2");
    run.succeed("ITEMS/course-1/DRAFT", new Flows.Draft("one@example.org"));
    run.succeed("ITEMS/course-2/DRAFT", new Flows.Draft("two@example.org"));
    assertThat(((Position.Waiting) run.at("ITEMS/course-2/REVIEWED/review")).assignee())
        .contains("two@example.org");
    run.accept(run.signal("approved", "please"));
    run.accept(run.signal("approved", "please"));
    run.claim(1);
    run.succeed("ITEMS/course-1/REVIEWED/review/RECORD");
    run.succeed("ITEMS/course-2/REVIEWED/review/RECORD");
    assertThat(((Output.Each) run.state().root().outputs().get("ITEMS")).refs().keySet())
        .containsExactly("course-1", "course-2");
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_signal_that_none_of_several_takes_yet_is_judged_by_each_as_it_opens() {
    var run = Scenario.claimed(perItem(), "course-1 course-2 course-3");
    run.succeed("ITEMS/course-1/DRAFT", new Flows.Draft("one@example.org"));
    run.accept(run.signal("approved", "later"));
    run.succeed("ITEMS/course-2/DRAFT", new Flows.Draft("two@example.org"));
    assertThat(run.state().kept()).hasSize(1);
    assertThat(run.at("ITEMS/course-2/REVIEWED/review")).isInstanceOf(Position.Waiting.class);
  }
}
