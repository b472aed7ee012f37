package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.flows.Review;
import dev.presgen.orchestrator.core.flows.Review.Decisions;
import dev.presgen.orchestrator.core.flows.Review.Draft;
import dev.presgen.orchestrator.core.flows.Review.Reviewed;
import dev.presgen.orchestrator.core.flows.Review.Stage;
import dev.presgen.orchestrator.core.flows.Template;
import dev.presgen.orchestrator.core.flows.Template.Brief;
import dev.presgen.orchestrator.core.flows.Template.Findings;
import dev.presgen.orchestrator.core.flows.Template.Pictures;
import dev.presgen.orchestrator.core.flows.Template.Published;
import dev.presgen.orchestrator.core.flows.Template.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateTest {

  private static final Findings FINDINGS = new Findings(List.of("the moon"));
  private static final Draft DRAFT = new Draft("words", "rita@example.org", "abe@example.org");
  private static final Address RESEARCH = new Address(Path.ROOT, "RESEARCH", 1);
  private static final Address WRITE = new Address(Path.of("BOTH/words"), "WRITE", 1);
  private static final Address DRAW = new Address(Path.of("BOTH/pictures"), "DRAW", 1);

  private static Scenario researching(boolean pictures) {
    return Scenario.claimed(Template.workflow(), new Brief("tides", pictures));
  }

  private static Scenario branching() {
    var run = researching(true);
    run.succeed("RESEARCH", FINDINGS);
    return run;
  }

  private static Scenario merging() {
    var run = branching();
    run.succeed("BOTH/words/WRITE", new Text("words"));
    run.succeed("BOTH/words/TEXT", new Text("words"));
    run.succeed("BOTH/pictures/DRAW", new Pictures(2));
    return run;
  }

  static Scenario reviewed() {
    var run = merging();
    run.succeed("MERGE", DRAFT);
    run.succeed("REVIEWED/review/REVIEW", new Reviewed(Stage.AWAITING_REVIEW));
    return run;
  }

  @Test
  void findings_lead_to_both_branches_at_once() {
    var run = branching();
    var starts = new LinkedHashMap<String, String>();
    starts.put("words", "WRITE");
    starts.put("pictures", "DRAW");
    assertThat(run.journal())
        .contains(
            new Event.BranchTaken(
                NOON, new Address(Path.ROOT, "ENOUGH", 1), "has findings", "BOTH"),
            new Event.BranchesBegun(NOON, new Address(Path.ROOT, "BOTH", 1), starts));
    assertThat(run.agenda().work()).extracting(Agenda.Work::at).containsExactly(WRITE, DRAW);
  }

  @Test
  void without_findings_it_ends_there() {
    var run = researching(true);
    run.succeed("RESEARCH", new Findings(List.of()));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.root().at().node()).isEqualTo("NOTHING_FOUND");
  }

  @Test
  void an_agents_task_has_four_attempts_and_then_waits_for_a_person_where_nothing_stands_in() {
    var run = researching(true);
    run.dice = 0;
    for (int i = 1; i <= 3; i++) {
      run.fail("RESEARCH", Situations.TRANSIENT);
      assertThat(run.open("RESEARCH").attempt()).isEqualTo(i + 1);
    }
    assertThat(run.fail("RESEARCH", Situations.TRANSIENT))
        .endsWith(new Event.StepStuck(NOON, RESEARCH, Situations.TRANSIENT));
  }

  @Test
  void an_agents_task_is_given_up_after_two_minutes_and_tried_again() {
    var run = researching(true);
    assertThat(run.tickAfter(Duration.ofMinutes(2).minusMillis(1))).isEmpty();
    run.tickAfter(Duration.ofMillis(1));
    assertThat(((Position.Retrying) run.root()).failure())
        .isEqualTo(
            new Failure.Unknown(
                Failure.Unknown.TIMED_OUT, "the attempt took longer than PT2M"));
  }

  @Test
  void what_the_agent_cannot_write_is_listed_and_the_text_is_made_of_that() {
    var run = branching();
    assertThat(run.fail("BOTH/words/WRITE", Situations.PERMANENT))
        .contains(new Event.StepFellBack(NOON, WRITE, 1, Situations.PERMANENT, "LIST_FACTS"));
    run.succeed("BOTH/words/LIST_FACTS", new Text("facts"));
    var outputs = new ScopeOutputs(run.state(), Path.of("BOTH/words"), run.stored);
    assertThat(outputs.find("WRITE", Text.class)).isEmpty();
    assertThat(outputs.find("LIST_FACTS", Text.class)).contains(new Text("facts"));
    assertThat(run.at("BOTH/words").at().node()).isEqualTo("TEXT");
  }

  @Test
  void pictures_that_nobody_wants_are_left_out() {
    var run = researching(false);
    run.succeed("RESEARCH", FINDINGS);
    assertThat(run.at("BOTH/pictures"))
        .isEqualTo(
            new Position.Done(
                new Address(Path.of("BOTH/pictures"), "DRAWN", 1),
                new Position.End.Missing("not pictures wanted")));
    run.succeed("BOTH/words/WRITE", new Text("words"));
    run.succeed("BOTH/words/TEXT", new Text("words"));
    assertThat(run.state().root().outputs().get("DRAW"))
        .isEqualTo(new Output.Nothing("not pictures wanted"));
    assertThat(run.root().at().node()).isEqualTo("MERGE");
  }

  @Test
  void what_both_branches_gave_stands_in_the_run_afterwards() {
    var run = merging();
    assertThat(run.state().root().outputs())
        .containsAllEntriesOf(
            Map.of(
                "TEXT", new Output.One(run.stored.put(new Text("words"))),
                "DRAW", new Output.One(run.stored.put(new Pictures(2)))));
    assertThat(run.root().at().node()).isEqualTo("MERGE");
  }

  @Test
  void the_review_is_called_with_the_draft_and_asks_its_reviewer() {
    var run = merging();
    var draft = run.stored.put(DRAFT);
    assertThat(run.succeed("MERGE", DRAFT))
        .contains(
            new Event.CallBegun(
                NOON, new Address(Path.ROOT, "REVIEWED", 1), "review", "REVIEW", draft));
    run.succeed("REVIEWED/review/REVIEW", new Reviewed(Stage.AWAITING_REVIEW));
    assertThat(((Position.Waiting) run.at("REVIEWED/review")).assignee())
        .contains("rita@example.org");
    assertThat(run.status()).isEqualTo(Status.WAITING);
  }

  @Test
  void decisions_reach_the_called_review_and_its_outcome_is_what_is_published_with() {
    var run = reviewed();
    run.say("decide", new Decisions(List.of(new Review.Decision("title", "shorten"))));
    run.succeed("REVIEWED/review/REVIEW", new Reviewed(Stage.DONE));
    assertThat(run.state().root().outputs().get("REVIEWED"))
        .isEqualTo(new Output.One(run.stored.put(new Reviewed(Stage.DONE))));
    run.succeed("PUBLISH", new Published("https://example.org/tides"));
    assertThat(run.lifecycle())
        .isEqualTo(
            new Lifecycle.Ended(Lifecycle.Outcome.COMPLETED, Optional.empty(), NOON));
  }

  @Test
  void a_review_that_is_overdue_in_a_call_is_extended_by_its_path() {
    var run = reviewed();
    run.tickAfter(Duration.ofDays(2));
    run.succeed("REVIEWED/review/REMIND", new Review.Reminded("rita@example.org"));
    run.tickAfter(Duration.ofDays(5));
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    run.accept(
        new Fact.Extend(
            run.now(),
            Scenario.OPERATOR,
            Optional.of(Path.of("REVIEWED/review")),
            run.now().plus(Duration.ofDays(1))));
    assertThat(run.at("REVIEWED/review")).isInstanceOf(Position.Waiting.class);
  }

  @Test
  void a_cancel_takes_back_what_was_drawn_and_published() {
    var run = reviewed();
    run.say("decide", new Decisions(List.of(new Review.Decision("title", "shorten"))));
    run.succeed("REVIEWED/review/REVIEW", new Reviewed(Stage.DONE));
    run.accept(run.cancel(true));
    run.fail("PUBLISH", new Failure.Unknown(Failure.Unknown.STOPPED, "interrupted"));
    assertThat(((Lifecycle.Undoing) run.lifecycle()).undos())
        .extracting(Position::at)
        .containsExactly(new Address(Path.ROOT, "PUBLISH", 1), DRAW);
    run.undone("PUBLISH");
    run.undone("BOTH/pictures/DRAW");
    assertThat(run.status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void a_cancel_stops_both_branches_before_anything_is_taken_back() {
    var run = branching();
    run.accept(run.cancel(true));
    assertThat(run.agenda().work())
        .isEqualTo(List.of(new Agenda.Stop(WRITE, 1, 1), new Agenda.Stop(DRAW, 1, 1)));
    run.succeed("BOTH/words/WRITE", new Text("words"));
    assertThat(run.status()).isEqualTo(Status.CANCELLING);
    run.fail("BOTH/pictures/DRAW", new Failure.Unknown(Failure.Unknown.STOPPED, "interrupted"));
    assertThat(run.journal()).contains(new Event.UndoStarted(NOON, List.of(DRAW)));
  }
}
