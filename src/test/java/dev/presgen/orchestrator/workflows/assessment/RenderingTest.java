package dev.presgen.orchestrator.workflows.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.workflows.Services;
import dev.presgen.orchestrator.workflows.Services.Service;
import dev.presgen.orchestrator.workflows.assessment.world.Faults.Fault;
import dev.presgen.orchestrator.workflows.assessment.world.MemoryForms;
import dev.presgen.orchestrator.workflows.assessment.world.World;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decks and videos when calls go wrong and nodes die. */
class RenderingTest {

  private static final String ONE_COURSE =
      Requests.request("\"courses\": 1, \"slidesPerCourse\": 3");

  private static final String CORE_ALONE =
      Requests.request("\"courses\": 1, \"slidesPerCourse\": 3, \"localDecks\": false");

  private final World world = new World();

  private Pipeline answered() {
    return answered(ONE_COURSE);
  }

  private Pipeline answered(String request) {
    var run = new Pipeline(world, request).drive();
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
  void with_core_off_and_decks_made_here_allowed_a_deck_is_made_here() {
    switchOff(Service.CORE);

    assertThat(delivered(answered().probe()).presentations()).hasSize(1);

    assertThat(world.faults.count("deck")).isZero();
    assertThat(world.presentations.made).isEmpty();
  }

  @Test
  void with_core_off_and_none_made_here_a_run_is_delivered_without_decks_and_so_without_videos() {
    switchOff(Service.CORE);
    var run = answered(CORE_ALONE).probe();

    assertThat(delivered(run).presentations()).isEmpty();
    assertThat(world.faults.count("deck") + world.faults.count("video")).isZero();
    assertThat(run.skips())
        .containsExactly(new By("ann", "PresGen Core is switched off: it is broken"));
  }

  @Test
  void a_deck_job_of_a_service_that_is_switched_off_meanwhile_is_left_out_and_listed() {
    world.presentations.asJobs = true;
    world.faults.meanwhile("deck", () -> switchOff(Service.CORE));

    assertThat(delivered(answered(CORE_ALONE).probe()).presentations()).isEmpty();

    assertThat(world.presentations.made).hasSize(1);
    assertThat(world.ledger.lines("deck"))
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("UNKNOWN"));
  }

  @Test
  void a_video_that_is_under_way_when_avatar_is_switched_off_is_delivered() {
    world.faults.meanwhile("video", () -> switchOff(Service.AVATAR));

    assertThat(delivered(answered().probe()).videos())
        .containsExactly(world.videos.made.getFirst().url());
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
