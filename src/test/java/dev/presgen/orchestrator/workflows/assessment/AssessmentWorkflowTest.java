package dev.presgen.orchestrator.workflows.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import dev.presgen.orchestrator.workflows.assessment.world.Faults.Fault;
import dev.presgen.orchestrator.workflows.assessment.world.MemoryForms;
import dev.presgen.orchestrator.workflows.assessment.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssessmentWorkflowTest {

  private final World world = new World();

  private Pipeline waiting(String input) {
    var run = new Pipeline(world, input).drive();
    assertThat(run.status()).isEqualTo(Status.WAITING);
    return run;
  }

  private Pipeline answered(String input) {
    var run = waiting(input);
    world.time.pass(Duration.ofHours(2));
    world.forms.submit(run.assets().form().id(), Requests.LEARNER, MemoryForms::wrong);
    return run.probe();
  }

  @Test
  void a_run_goes_from_the_request_to_what_is_delivered() {
    var run = answered(Requests.small());

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    var assets = run.assets();
    assertThat(run.output(AssessmentStep.FINALIZE_RESOURCES, Delivered.class))
        .isEqualTo(
            new Delivered(
                assets.folder().url(),
                assets.form().responderUrl(),
                assets.sheet().url(),
                world.presentations.made.stream().map(Deck::url).toList(),
                world.videos.made.stream().map(Video::url).toList()));
    assertThat(world.presentations.made).hasSize(2);
    assertThat(world.videos.made).hasSize(2);
    assertThat(world.forms.isOpen(assets.form().id())).isFalse();
    assertThat(world.readers(assets.sheet().id()))
        .containsExactly(new Reader.Person(Requests.LEARNER));
    assertThat(world.readers(assets.folder().id())).isEmpty();
    assertThat(world.name(assets.folder().id())).contains(Pipeline.RUN);
  }

  @Test
  void links_come_as_they_come_to_exist() {
    var run = new Pipeline(world, Requests.small());
    assertThat(run.workflow.links(run.outputs()))
        .isEqualTo(Map.of("presentations", List.of(), "videos", List.of()));

    run.drive();
    var assets = run.assets();
    assertThat(run.workflow.links(run.outputs()))
        .isEqualTo(
            Map.of(
                "folder", assets.folder().url(),
                "form", assets.form().responderUrl(),
                "sheet", assets.sheet().url(),
                "presentations", List.of(),
                "videos", List.of()));

    world.forms.submit(assets.form().id(), Requests.LEARNER, MemoryForms::wrong);
    run.probe();
    assertThat(run.workflow.links(run.outputs()))
        .containsEntry("presentations", world.presentations.made.stream().map(Deck::url).toList())
        .containsEntry("videos", world.videos.made.stream().map(Video::url).toList());
  }

  @Test
  void without_presentations_there_is_no_deck_and_no_video() {
    var run = answered(Requests.request("\"courses\": 2, \"presentations\": false"));

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(world.faults.count("deck")).isZero();
    assertThat(world.faults.count("video")).isZero();
    assertThat(run.workflow.links(run.outputs()))
        .containsOnlyKeys("folder", "form", "sheet", "presentations", "videos")
        .containsEntry("presentations", List.of())
        .containsEntry("videos", List.of());
  }

  @Test
  void without_videos_there_are_decks_only() {
    var run =
        answered(
            Requests.request("\"courses\": 2, \"slidesPerCourse\": 4, \"videos\": false"));

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(world.presentations.made).hasSize(2);
    assertThat(world.faults.count("video")).isZero();
  }

  @Test
  void a_video_that_cannot_be_made_is_left_out_and_the_run_completes() {
    world.faults.next(
        "video", Fault.REFUSED);
    var run = answered(Requests.small());

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.output(AssessmentStep.FINALIZE_RESOURCES, Delivered.class).videos())
        .isEqualTo(world.videos.made.stream().map(Video::url).toList())
        .hasSize(1);
  }

  @Test
  void a_deck_that_cannot_be_made_waits_for_a_person() {
    world.faults.next(
        "deck", Fault.REFUSED);
    var run = answered(Requests.small());

    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(world.presentations.made).hasSize(1);
    assertThat(world.folderIds()).hasSize(1);
  }

  @Test
  void the_learner_is_asked_reminded_and_given_a_deadline() {
    var run = waiting(Requests.small());
    var wait = (Position.Waiting) run.state().root().position();

    assertThat(wait.assignee()).contains(Requests.LEARNER);
    assertThat(wait.timers())
        .extracting(timer -> timer.timer(), timer -> Duration.between(timer.set(), timer.due()))
        .containsExactlyInAnyOrder(
            tuple("reminder", Duration.ofDays(4)),
            tuple("reminder", Duration.ofDays(6)),
            tuple("deadline", Duration.ofDays(7)));
  }

  @Test
  void a_deadline_without_an_answer_needs_a_person() {
    var run = waiting(Requests.small()).wait(Duration.ofDays(8));
    var at = ((Position.Waiting) run.state().root().position());
    assertThat(at.closing()).isPresent();

    run.foundNothing();

    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(((Position.Stuck) run.state().root().position()).failure())
        .isEqualTo(
            new Failure.Permanent(
                "ASSESSMENT_NOT_COMPLETED",
                "The learner has not completed the assessment before the deadline.",
                "Extend the deadline, or cancel the run."));
  }

  @Test
  void a_signal_is_refused_while_nobody_has_answered_and_accepted_once_somebody_has() {
    var run = waiting(Requests.small());

    assertThat(run.signal(new AssessmentCompleted(null))).isInstanceOf(Decision.Refused.class);
    assertThat(run.status()).isEqualTo(Status.WAITING);

    world.forms.submit(run.assets().form().id(), Requests.LEARNER, MemoryForms::right);
    assertThat(run.signal(new AssessmentCompleted(null))).isInstanceOf(Decision.Accepted.class);
    assertThat(run.drive().status()).isEqualTo(Status.COMPLETED);
    assertThat(run.output(AssessmentStep.ANALYZE_RESULTS, Results.class).score())
        .isEqualTo(new Results.Score(8, 8, 100, true));
  }

  @Test
  void the_answers_of_a_foreign_sheet_are_scored() {
    var run = waiting(Requests.small());
    var questions = run.assessment().questions();
    world.sheets.shared(
        "1FoReIgNsHeEt",
        List.of(
            questions.stream().map(Assessment.Question::stem).toList(),
            questions.stream().map(q -> String.join(", ", MemoryForms.wrong(q))).toList()));

    var link = "https://docs.google.com/spreadsheets/d/1FoReIgNsHeEt/edit#gid=0";
    assertThat(run.signal(new AssessmentCompleted(link))).isInstanceOf(Decision.Accepted.class);

    assertThat(run.drive().status()).isEqualTo(Status.COMPLETED);
    assertThat(run.output(AssessmentStep.ANALYZE_RESULTS, Results.class).score().correct())
        .isZero();
  }

  @Test
  void responses_after_the_cut_off_are_late() {
    var run = waiting(Requests.small());
    var form = run.assets().form().id();
    world.forms.submit(form, Requests.LEARNER, MemoryForms::right);
    run.signal(new AssessmentCompleted(null));
    world.time.pass(Duration.ofSeconds(1));
    world.forms.submit(form, Requests.LEARNER, MemoryForms::wrong);

    run.drive();

    var results = run.output(AssessmentStep.ANALYZE_RESULTS, Results.class);
    assertThat(results.late()).isEqualTo(1);
    assertThat(results.score().percent()).isEqualTo(100);
  }

  @Test
  void a_form_that_somebody_has_changed_is_flagged() {
    var run = waiting(Requests.small());
    var form = run.assets().form().id();
    world.forms.submit(form, Requests.LEARNER, MemoryForms::right);
    world.forms.edit(form, questions -> questions.subList(1, questions.size()));

    run.probe();

    var results = run.output(AssessmentStep.ANALYZE_RESULTS, Results.class);
    assertThat(results.flags()).extracting(Results.Flag::code).containsExactly("FORM_CHANGED");
    assertThat(results.score().asked()).isEqualTo(7);
  }

  @Test
  void each_attempt_and_each_write_happens_once_when_nothing_fails() {
    var run = answered(Requests.small());

    assertThat(world.faults.count("write")).isEqualTo(3);
    assertThat(run.journal.stream().filter(Event.AttemptFailed.class::isInstance)).isEmpty();
    assertThat(world.ledger.entries())
        .allSatisfy(
            entry -> assertThat(entry.state())
                .isEqualTo(Ledger.State.EXISTS));
    assertThat(world.ledger.find("form", Pipeline.RUN + "/CREATE_GOOGLE_ASSETS/1/form"))
        .map(Ledger.Entry::url)
        .contains(Optional.of(run.assets().form().responderUrl()));
  }
}
