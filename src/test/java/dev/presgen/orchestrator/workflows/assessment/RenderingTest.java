package dev.presgen.orchestrator.workflows.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.workflows.Services;
import dev.presgen.orchestrator.workflows.Services.Service;
import dev.presgen.orchestrator.workflows.WorkflowDefinition.Substitute;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileKind;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import dev.presgen.orchestrator.workflows.assessment.world.Down;
import dev.presgen.orchestrator.workflows.assessment.world.Faults;
import dev.presgen.orchestrator.workflows.assessment.world.Faults.Fault;
import dev.presgen.orchestrator.workflows.assessment.world.MemoryForms;
import dev.presgen.orchestrator.workflows.assessment.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decks and videos when calls go wrong and nodes die. */
class RenderingTest {

  private static final String ONE_COURSE =
      Requests.request("\"courses\": 1, \"slidesPerCourse\": 3");

  private final World world = new World();

  private Pipeline answered() {
    var run = new Pipeline(world, ONE_COURSE).drive();
    world.forms.submit(run.assets().form().id(), Requests.LEARNER, MemoryForms::wrong);
    return run;
  }

  private Delivered delivered(Pipeline run) {
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    return run.output(AssessmentStep.FINALIZE_RESOURCES, Delivered.class);
  }

  @Test
  void a_lost_deck_of_a_service_that_knows_keys_is_asked_for_again_under_the_same_key() {
    world.faults.next("deck", Fault.ANSWER_LOST, Fault.ANSWER_LOST);

    delivered(answered().probe());

    assertThat(world.faults.count("deck")).isEqualTo(3);
    assertThat(world.presentations.made).hasSize(1);
    assertThat(world.ledger.lines("deck"))
        .containsExactly("EXISTS " + world.presentations.made.getFirst().id());
  }

  @Test
  void a_lost_deck_job_is_repeated_once_and_the_first_is_listed_as_unknown() {
    world.presentations.asJobs = true;
    world.faults.next("deck", Fault.ANSWER_LOST);

    delivered(answered().probe());

    assertThat(world.presentations.made).hasSize(2);
    assertThat(world.ledger.lines("deck"))
        .containsExactly("UNKNOWN", "EXISTS " + world.presentations.made.getLast().id());
  }

  @Test
  void a_node_that_dies_after_it_submitted_anew_does_not_ask_about_the_job_that_failed() {
    world.presentations.asJobs = true;
    world.faults.next("deck job", Fault.UNREACHABLE);
    var run = answered();
    world.faults.meanwhile("deck", () -> world.faults.meanwhile("deck", () -> {
      throw new Faults.Crash();
    }));

    delivered(run.probe());

    assertThat(world.ledger.lines("deck"))
        .containsExactly("UNKNOWN", "EXISTS " + world.presentations.made.getLast().id());
    assertThat(world.presentations.made).hasSize(3);
  }

  @Test
  void a_deck_job_that_the_service_has_forgotten_is_repeated_once_and_listed_as_unknown() {
    world.presentations.asJobs = true;
    world.faults.next("deck job", Fault.LOST_FROM_SIGHT);

    delivered(answered().probe());

    assertThat(world.ledger.lines("deck"))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("UNKNOWN job-"),
            second -> assertThat(second)
                .isEqualTo("EXISTS " + world.presentations.made.getLast().id()));
  }

  @Test
  void a_deck_job_that_is_forgotten_twice_needs_a_person() {
    world.presentations.asJobs = true;
    world.faults.next("deck job", Fault.LOST_FROM_SIGHT, Fault.LOST_FROM_SIGHT);

    var run = answered().probe();

    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(world.faults.count("deck")).isEqualTo(2);
  }

  @Test
  void a_lost_video_is_repeated_once_and_the_first_is_listed_as_unknown() {
    world.faults.next("video", Fault.ANSWER_LOST);

    var delivered = delivered(answered().probe());

    assertThat(world.videos.made).hasSize(2);
    assertThat(delivered.videos()).containsExactly(world.videos.made.getLast().url());
    assertThat(world.ledger.lines("video"))
        .containsExactly("UNKNOWN", "EXISTS " + world.videos.made.getLast().id());
  }

  @Test
  void a_video_that_is_lost_twice_is_not_asked_for_a_third_time() {
    world.faults.next("video", Fault.ANSWER_LOST, Fault.REQUEST_LOST);

    assertThat(delivered(answered().probe()).videos()).isEmpty();

    assertThat(world.faults.count("video")).isEqualTo(2);
    assertThat(world.ledger.lines("video")).containsExactly("UNKNOWN", "UNKNOWN");
  }

  @Test
  void a_video_that_is_throttled_is_asked_for_until_it_is_there_and_is_one() {
    world.faults.next("video", Fault.THROTTLED, Fault.THROTTLED, Fault.THROTTLED);

    assertThat(delivered(answered().probe()).videos()).hasSize(1);

    assertThat(world.videos.made).hasSize(1);
    assertThat(world.ledger.lines("video"))
        .containsExactly("EXISTS " + world.videos.made.getFirst().id());
  }

  @Test
  void a_throttled_repeat_of_a_lost_video_is_still_the_one_repeat() {
    world.faults.next("video", Fault.REQUEST_LOST, Fault.THROTTLED);

    assertThat(delivered(answered().probe()).videos()).hasSize(1);

    assertThat(world.ledger.lines("video"))
        .containsExactly("UNKNOWN", "EXISTS " + world.videos.made.getFirst().id());
  }

  private void switchOff(Service service) {
    world.off.put(service, new Services.Off(service, "ann", "it is broken", world.time.instant()));
  }

  @Test
  void with_avatar_off_a_run_is_delivered_without_videos_and_says_who_wants_that_and_why() {
    switchOff(Service.AVATAR);
    var run = answered().probe();

    assertThat(delivered(run).videos()).isEmpty();
    assertThat(delivered(run).presentations()).hasSize(1);
    assertThat(world.faults.count("video")).isZero();
    assertThat(run.skips())
        .containsExactly(new By("ann", "PresGen Avatar is switched off: it is broken"));
  }

  @Test
  void with_core_off_the_deck_is_made_here_and_says_who_wants_that_and_why() {
    switchOff(Service.CORE);
    var run = answered().probe();

    assertThat(delivered(run).presentations()).hasSize(1);
    assertThat(deck(run).why()).isEqualTo("PresGen Core is switched off: it is broken");
    assertThat(world.faults.count("deck")).isZero();
  }

  @Test
  void with_core_off_a_run_that_allows_no_local_decks_is_delivered_without() {
    switchOff(Service.CORE);
    var run = answeredWithoutLocalDecks().probe();

    assertThat(delivered(run).presentations()).isEmpty();
    assertThat(world.faults.count("deck") + world.faults.count("video")).isZero();
    assertThat(run.skips())
        .containsExactly(new By("ann", "PresGen Core is switched off: it is broken"));
  }

  @Test
  void a_deck_job_of_a_service_that_is_switched_off_meanwhile_is_left_out_and_listed() {
    world.presentations.asJobs = true;
    world.faults.meanwhile("deck", () -> switchOff(Service.CORE));

    assertThat(delivered(answeredWithoutLocalDecks().probe()).presentations()).isEmpty();

    assertThat(world.presentations.made).hasSize(1);
    assertThat(world.ledger.lines("deck")).singleElement().asString().startsWith("UNKNOWN job-");
  }

  @Test
  void a_video_that_is_under_way_when_avatar_is_switched_off_is_delivered() {
    world.faults.meanwhile("video", () -> switchOff(Service.AVATAR));

    assertThat(delivered(answered().probe()).videos())
        .containsExactly(world.videos.made.getFirst().url());
  }

  private Pipeline answeredWithoutLocalDecks() {
    var run =
        new Pipeline(
            world,
            Requests.request("\"courses\": 1, \"slidesPerCourse\": 3, \"localDecks\": false"))
            .drive();
    world.forms.submit(run.assets().form().id(), Requests.LEARNER, MemoryForms::wrong);
    return run;
  }

  private Deck deck(Pipeline run) {
    return run.outputs().each(AssessmentStep.GENERATE_PRESENTATIONS, Deck.class).get("1");
  }

  @Test
  void without_presgen_core_the_deck_is_made_here_and_shared_with_the_learner_in_the_end() {
    world.presentations.absent = Optional.of("There is no PresGen Core.");

    var run = answered().probe();

    var delivered = delivered(run);
    var made = deck(run);
    assertThat(made.madeHere()).isTrue();
    assertThat(made.why()).isEqualTo("There is no PresGen Core.");
    assertThat(delivered.presentations()).containsExactly(made.url());
    assertThat(world.there(Optional.of(FileKind.DECK))).containsExactly(made.id());
    assertThat(world.readers(made.id())).containsExactly(new Reader.Person(Requests.LEARNER));
    assertThat(world.faults.count("deck")).isZero();
    assertThat(world.ledger.lines("deck")).containsExactly("EXISTS " + made.id());
    assertThat(run.workflow.substitutes(run.outputs()))
        .containsExactly(
            new Substitute(
                "deck",
                "GENERATE_PRESENTATIONS/1",
                "It was made locally: There is no PresGen Core."));
    assertThat(run.journal)
        .filteredOn(Event.JobAccepted.class::isInstance)
        .extracting(event -> ((Event.JobAccepted) event).token())
        .containsExactly("made locally: There is no PresGen Core.");
  }

  @Test
  void a_local_deck_that_does_not_show_yet_is_shared_once_it_does() {
    world.lag = Duration.ofSeconds(60);
    world.presentations.absent = Optional.of("There is no PresGen Core.");
    world.faults.next("share", Fault.NOT_FOUND, Fault.NOT_FOUND);

    var run = answered().probe();

    assertThat(delivered(run).presentations()).containsExactly(deck(run).url());
    assertThat(world.readers(deck(run).id()))
        .containsExactly(new Reader.Person(Requests.LEARNER));
    assertThat(run.journal).doesNotHaveAnyElementsOfTypes(Event.AttemptFailed.class);
  }

  @Test
  void a_request_that_allows_no_local_decks_asks_presgen_core_alone() {
    world.presentations.absent = Optional.of("There is no PresGen Core.");

    assertThat(delivered(answeredWithoutLocalDecks().probe()).presentations()).hasSize(1);
    assertThat(world.there(Optional.of(FileKind.DECK))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void presgen_core_is_waited_for_while_it_is_down_at_no_attempts_and_then_done_without(
      boolean asJobs) {
    world.presentations.asJobs = asJobs;
    world.presentations.down = Down.ALWAYS;
    world.faults.nextAlways("deck", Fault.UNREACHABLE);
    var run = answered();
    var before = world.time.instant();

    delivered(run.probe());

    assertThat(deck(run).madeHere()).isTrue();
    assertThat(Duration.between(before, world.time.instant()))
        .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(60));
    assertThat(run.journal)
        .filteredOn(Event.AttemptFailed.class::isInstance)
        .allSatisfy(
            event -> assertThat(((Event.AttemptFailed) event).failure())
                .isInstanceOf(Failure.Throttled.class));
    assertThat(world.presentations.made).isEmpty();
  }

  @Test
  void presgen_core_that_comes_back_in_time_makes_the_deck() {
    world.presentations.down = Down.ALWAYS;
    world.faults.next("deck", Fault.UNREACHABLE, Fault.UNREACHABLE, Fault.UNREACHABLE,
        Fault.UNREACHABLE, Fault.UNREACHABLE, Fault.UNREACHABLE);

    var run = answered();
    delivered(run.probe());

    assertThat(deck(run)).isEqualTo(world.presentations.made.getFirst());
  }

  @Test
  void time_spent_waiting_for_a_turn_is_no_patience_with_presgen_core() {
    var turn = Collections.nCopies(80, Fault.THROTTLED).toArray(Fault[]::new);
    world.faults.next("deck", turn);
    world.faults.next("deck", Fault.UNREACHABLE);
    var run = answered();
    var before = world.time.instant();
    world.presentations.down =
        new Down(before.plus(Duration.ofMinutes(35)), Instant.MAX);

    delivered(run.probe());

    assertThat(Duration.between(before, world.time.instant()))
        .isGreaterThan(Duration.ofMinutes(35));
    assertThat(deck(run)).isEqualTo(world.presentations.made.getFirst());
  }

  @Test
  void nobody_looks_after_presgen_core_for_a_deck_that_waits_for_its_turn() {
    world.presentations.down = Down.ALWAYS;
    world.faults.next("deck", Collections.nCopies(40, Fault.THROTTLED).toArray(Fault[]::new));

    var run = answered();
    delivered(run.probe());

    assertThat(world.presentations.looks).isZero();
    assertThat(deck(run)).isEqualTo(world.presentations.made.getFirst());
  }

  @Test
  void presgen_core_whose_calls_are_held_back_for_long_is_done_without() {
    world.presentations.knownDown = Down.ALWAYS;
    world.faults.nextAlways("deck", Fault.THROTTLED);

    var run = answered();
    delivered(run.probe());

    assertThat(deck(run).madeHere()).isTrue();
    assertThat(world.presentations.looks).isZero();
  }

  @Test
  void a_deck_that_is_lost_when_presgen_core_goes_down_stays_listed_beside_the_local_one() {
    world.presentations.down = Down.ALWAYS;
    world.faults.next("deck", Fault.ANSWER_LOST);
    world.faults.nextAlways("deck", Fault.UNREACHABLE);

    var run = answered();
    delivered(run.probe());

    assertThat(world.ledger.lines("deck"))
        .containsExactly("UNKNOWN", "EXISTS " + deck(run).id());
  }

  @Test
  void presgen_core_that_answers_but_fails_costs_attempts_and_needs_a_person() {
    world.faults.nextAlways("deck", Fault.UNREACHABLE);

    var run = answered().probe();

    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(world.faults.count("deck")).isEqualTo(5);
    assertThat(world.there(Optional.of(FileKind.DECK))).isEmpty();
  }

  @Test
  void without_presgen_avatar_videos_are_left_out_and_named() {
    world.videos.absent = Optional.of("There is no PresGen Avatar.");

    var run = answered().probe();

    assertThat(delivered(run).videos()).isEmpty();
    assertThat(world.faults.count("video")).isZero();
    assertThat(run.journal)
        .filteredOn(Event.StepSkipped.class::isInstance)
        .extracting(event -> ((Event.StepSkipped) event).why())
        .containsExactly("There is no PresGen Avatar.");
  }

  @Test
  void presgen_avatar_is_waited_for_while_it_is_down_and_then_done_without() {
    world.videos.down = Down.ALWAYS;
    world.faults.nextAlways("video", Fault.UNREACHABLE);
    var run = answered();
    var before = world.time.instant();

    assertThat(delivered(run.probe()).videos()).isEmpty();

    assertThat(Duration.between(before, world.time.instant()))
        .isBetween(Duration.ofHours(2), Duration.ofHours(3));
  }

  @Test
  void the_one_repeat_of_a_lost_video_is_not_wasted_on_a_service_that_is_down() {
    world.faults.next("video", Fault.REQUEST_LOST);
    var run = answered();
    var before = world.time.instant();
    world.videos.down = new Down(Instant.MIN, before.plus(Duration.ofMinutes(90)));

    assertThat(delivered(run.probe()).videos())
        .containsExactly(world.videos.made.getFirst().url());

    assertThat(Duration.between(before, world.time.instant()))
        .isGreaterThan(Duration.ofMinutes(90));
    assertThat(world.faults.count("video")).isEqualTo(2);
    assertThat(world.ledger.lines("video"))
        .containsExactly("UNKNOWN", "EXISTS " + world.videos.made.getFirst().id());
  }

  @Test
  void a_lost_video_of_a_service_that_stays_down_is_done_without_when_patience_is_at_an_end() {
    world.faults.nextAlways("video", Fault.REQUEST_LOST);
    world.videos.down = Down.ALWAYS;
    var run = answered();
    var before = world.time.instant();

    assertThat(delivered(run.probe()).videos()).isEmpty();

    assertThat(Duration.between(before, world.time.instant()))
        .isBetween(Duration.ofHours(2), Duration.ofHours(3));
    assertThat(world.faults.count("video")).isEqualTo(1);
    assertThat(world.ledger.lines("video")).containsExactly("UNKNOWN");
    assertThat(run.skips()).extracting(By::why).containsExactly("It is down.");
  }

  @Test
  void a_repeat_that_made_nothing_for_certain_is_still_not_wasted_on_a_service_that_is_down() {
    world.presentations.asJobs = true;
    world.faults.next("deck", Fault.REQUEST_LOST, Fault.UNREACHABLE);
    var run = answered();
    var before = world.time.instant();
    world.presentations.down =
        new Down(before.plusSeconds(5), before.plus(Duration.ofMinutes(20)));

    delivered(run.probe());

    assertThat(deck(run).madeHere()).isFalse();
    assertThat(world.faults.count("deck")).isEqualTo(3);
    assertThat(Duration.between(before, world.time.instant()))
        .isGreaterThan(Duration.ofMinutes(20));
  }

  @Test
  void a_local_deck_that_an_administrator_must_make_room_for_blocks_its_step_and_is_one() {
    world.presentations.absent = Optional.of("none");
    world.faults.next("createFile DECK", Fault.BLOCKED);

    var run = answered();
    delivered(run.probe());

    assertThat(run.journal).filteredOn(Event.StepBlocked.class::isInstance).hasSize(1);
    assertThat(world.there(Optional.of(FileKind.DECK))).containsExactly(deck(run).id());
  }

  @Test
  void an_attempt_at_a_deck_outlasts_the_longest_call_for_one() {
    // The service's own figure for 40 slides.
    assertThat(
        new Pipeline(world, ONE_COURSE).workflow.workflow()
            .allNodes()
            .filter(node -> node.name().equals(AssessmentStep.RENDER_PRESENTATION)))
        .singleElement()
        .isInstanceOfSatisfying(
            Node.Task.class,
            task -> assertThat(task.limits().attempt()).isGreaterThan(Duration.ofMinutes(10)));
  }

  static IntStream every_step_of_a_local_deck() {
    var world = new World();
    world.presentations.absent = Optional.of("none");
    var run = new Pipeline(world, ONE_COURSE).drive();
    world.forms.submit(run.assets().form().id(), Requests.LEARNER, MemoryForms::wrong);
    int before = world.faults.steps();
    run.probe();
    return IntStream.rangeClosed(4, world.faults.steps() - before);
  }

  @ParameterizedTest
  @MethodSource("every_step_of_a_local_deck")
  void a_node_that_dies_after_any_step_leaves_one_local_deck(int step) {
    world.presentations.absent = Optional.of("none");
    world.lag = Duration.ofSeconds(60);
    var run = answered();
    world.faults.crashAfter(step);

    delivered(run.probe());

    assertThat(world.there(Optional.of(FileKind.DECK))).containsExactly(deck(run).id());
  }

  static IntStream every_step_after_the_answer() {
    var world = new World();
    var run = new Pipeline(world, ONE_COURSE).drive();
    world.forms.submit(run.assets().form().id(), Requests.LEARNER, MemoryForms::wrong);
    int before = world.faults.steps();
    run.probe();
    // The look itself, its two presences and its responses, is not made by a step.
    return IntStream.rangeClosed(4, world.faults.steps() - before);
  }

  @ParameterizedTest
  @MethodSource("every_step_after_the_answer")
  void a_node_that_dies_after_any_step_delivers_one_of_each(int step) {
    var run = answered();
    world.faults.crashAfter(step);

    var delivered = delivered(run.probe());

    assertThat(world.folderIds()).hasSize(1);
    assertThat(world.sheetIds()).hasSize(1);
    assertThat(world.presentations.made).hasSize(1);
    assertThat(delivered.presentations())
        .containsExactly(world.presentations.made.getFirst().url());
    assertThat(delivered.videos()).containsExactly(world.videos.made.getLast().url());
    // What nobody is given is listed; so is a try of which nobody knows that it made nothing.
    assertThat(world.ledger.lines("video").stream().filter(line -> line.startsWith("UNKNOWN")))
        .hasSizeBetween(world.videos.made.size() - 1, 1);
    assertThat(world.sheets.tabs(run.assets().sheet().id()).keySet())
        .containsExactly("Summary", "Answers", "Gap analysis", "Training plan", "Course 1");
  }
}
