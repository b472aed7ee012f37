package dev.presgen.orchestrator.workflows.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import dev.presgen.orchestrator.workflows.assessment.world.Faults.Fault;
import dev.presgen.orchestrator.workflows.assessment.world.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateGoogleAssetsTest {

  private static final Duration LAG = Duration.ofSeconds(60);

  private final World world = new World();

  /** How many steps it takes until the learner is waited for. */
  private static int steps() {
    var world = new World();
    new Pipeline(world, Requests.small()).drive();
    return world.faults.steps();
  }

  static IntStream every_step() {
    return IntStream.rangeClosed(1, steps());
  }

  private void assertOneOfEach(Pipeline run) {
    assertThat(run.status()).isEqualTo(Status.WAITING);
    var assets = run.assets();
    assertThat(world.folderIds()).containsExactly(assets.folder().id());
    assertThat(world.formIds()).containsExactly(assets.form().id());
    assertThat(world.sheetIds()).containsExactly(assets.sheet().id());
    assertThat(world.forms.isOpen(assets.form().id())).isTrue();
    assertThat(existing())
        .containsExactlyInAnyOrder(
            "folder " + assets.folder().id(),
            "sheet " + assets.sheet().id(),
            "form " + assets.form().id(),
            "permission " + assets.form().id() + "/readers");
    assertThat(world.ledger.entries())
        .extracting(Ledger.Entry::state)
        .isSubsetOf(Ledger.State.EXISTS, Ledger.State.UNDONE);
  }

  private List<String> existing() {
    return world.ledger.entries()
        .stream()
        .filter(entry -> entry.state() == Ledger.State.EXISTS)
        .map(entry -> entry.kind() + " " + entry.externalId().orElseThrow())
        .toList();
  }

  @Test
  void nothing_is_looked_for_when_nothing_was_begun_before() {
    new Pipeline(world, Requests.small()).drive();

    assertThat(world.faults.calls())
        .containsExactly(
            "reserveId", "createFolder", "createFile SHEET", "createFile FORM", "fill", "publish");
  }

  @Test
  void an_id_that_another_node_has_entered_meanwhile_is_that_of_the_folder() {
    var marker = Marker.of(Pipeline.RUN + "/CREATE_GOOGLE_ASSETS/1", RunAssets.FOLDER);
    world.faults.meanwhile(
        "reserveId",
        () -> world.ledger.intend(RunAssets.FOLDER, marker, "reserved-by-the-other"));
    var run = new Pipeline(world, Requests.small()).drive();

    assertOneOfEach(run);
    assertThat(world.folderIds()).containsExactly("reserved-by-the-other");
  }

  @ParameterizedTest
  @MethodSource("every_step")
  void a_node_that_dies_after_any_step_leaves_one_of_each(int step) {
    world.faults.crashAfter(step);

    assertOneOfEach(new Pipeline(world, Requests.small()).drive());
  }

  @ParameterizedTest
  @MethodSource("every_step")
  void a_node_that_dies_leaves_one_of_each_although_listings_lag(int step) {
    world.lag = LAG;
    world.faults.crashAfter(step);

    assertOneOfEach(new Pipeline(world, Requests.small()).drive());
  }

  static Stream<List<Object>> every_call_and_fault() {
    return Stream.of(
        "reserveId", "createFolder", "createFile SHEET", "createFile FORM", "fill", "publish")
        .flatMap(
            call -> Stream.of(Fault.THROTTLED, Fault.ANSWER_LOST, Fault.REQUEST_LOST)
                .map(fault -> List.of(call, fault)));
  }

  @ParameterizedTest
  @MethodSource("every_call_and_fault")
  void a_call_that_goes_wrong_is_made_good(List<Object> callAndFault) {
    world.lag = LAG;
    var fault = (Fault) callAndFault.getLast();
    world.faults.next((String) callAndFault.getFirst(), fault, fault);

    assertOneOfEach(new Pipeline(world, Requests.small()).drive());
  }

  @Test
  void what_may_be_there_is_waited_for_as_long_as_listings_lag() {
    world.lag = LAG;
    world.faults.next("createFile FORM", Fault.ANSWER_LOST);
    var begun = world.time.instant();

    var run = new Pipeline(world, Requests.small()).drive();

    assertOneOfEach(run);
    assertThat(world.faults.count("createFile FORM")).isEqualTo(1);
    assertThat(Duration.between(begun, world.time.instant())).isBetween(LAG, LAG.plusSeconds(30));
    assertThat(run.journal).hasAtLeastOneElementOfType(Event.JobAccepted.class);
  }

  @Test
  void what_does_not_turn_up_is_looked_for_three_times_at_least_over_the_whole_lag() {
    world.lag = LAG;
    world.faults.next("createFile SHEET", Fault.REQUEST_LOST);
    var begun = world.time.instant();

    assertOneOfEach(new Pipeline(world, Requests.small()).drive());
    assertThat(world.faults.count("find SHEET")).isBetween(3L, 5L);
    assertThat(Duration.between(begun, world.time.instant())).isBetween(LAG, LAG.plusSeconds(30));
  }

  @Test
  void a_second_try_is_made_when_nothing_turns_up() {
    world.lag = LAG;
    world.faults.next("createFile SHEET", Fault.REQUEST_LOST);

    assertOneOfEach(new Pipeline(world, Requests.small()).drive());
    assertThat(world.ledger.lines("sheet")).containsExactly("UNDONE", "EXISTS sheet-2");
  }

  @Test
  void an_answer_that_is_read_long_after_it_was_given_proves_nothing_about_the_time_between() {
    world.lag = LAG;
    world.faults.next("createFile FORM", Fault.REQUEST_LOST);
    world.faults.meanwhile(
        "find FORM",
        () -> {
          var folder = world.folderIds().getFirst();
          var marker = Pipeline.RUN + "/CREATE_GOOGLE_ASSETS/1/form";
          world.folders.createFile(folder, RunFolders.FileKind.FORM, "late", marker);
          world.time.pass(LAG.plusSeconds(30));
        });

    assertOneOfEach(new Pipeline(world, Requests.small()).drive());
  }

  @Test
  void of_duplicates_the_oldest_counts_and_the_others_go_to_the_trash() {
    world.faults.next("createFile FORM", Fault.ANSWER_LOST);
    var run = new Pipeline(world, Requests.small());
    run.driveUntilFailed();
    var first = world.formIds().getFirst();
    world.time.pass(Duration.ofMillis(1));
    var marker = Pipeline.RUN + "/CREATE_GOOGLE_ASSETS/1/form";
    var folder = world.folderIds().getFirst();
    world.folders.createFile(folder, RunFolders.FileKind.FORM, "duplicate", marker);

    assertOneOfEach(run.drive());
    assertThat(run.assets().form().id()).isEqualTo(first);
    assertThat(world.ledger.lines("form")).containsExactly("EXISTS " + first, "UNDONE form-4");
  }

  @Test
  void the_form_is_for_the_learner_alone_unless_it_is_public() {
    var run = new Pipeline(world, Requests.small()).drive();
    assertThat(world.forms.readers(run.assets().form().id()))
        .containsExactly(new Reader.Person(Requests.LEARNER));

    var other = new World();
    var open = new Pipeline(other, Requests.request("\"public\": true")).drive();
    assertThat(other.forms.readers(open.assets().form().id()))
        .containsExactly(new Reader.Anyone());
  }

  @ParameterizedTest
  @ValueSource(strings = {"createFile SHEET", "fill", "publish"})
  void what_was_just_made_may_be_denied_for_a_while(String call) {
    world.lag = LAG;
    world.faults.next(call, Fault.NOT_FOUND, Fault.NOT_FOUND, Fault.NOT_FOUND);

    var run = new Pipeline(world, Requests.small()).drive();

    assertOneOfEach(run);
    assertThat(run.journal).doesNotHaveAnyElementsOfTypes(Event.AttemptFailed.class);
  }

  @Test
  void what_is_denied_for_longer_is_gone() {
    world.lag = LAG;
    world.faults.next("fill",
        Stream.generate(() -> Fault.NOT_FOUND).limit(20).toArray(Fault[]::new));

    var run = new Pipeline(world, Requests.small()).drive();

    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(world.folderIds()).isEmpty();
  }

  @Test
  void a_question_that_no_form_can_ask_is_refused_before_anything_is_made() {
    var twins =
        List.of(
            new Assessment.Option("a b", true, ""), new Assessment.Option("a\nb", false, ""));
    var assessment =
        new Assessment(
            "Title",
            "bank",
            List.of(new Assessment.Question("sec-01", "d", "s", null, null, "Why?", twins)));

    assertThat(QuestionRules.problems(assessment))
        .containsExactly("Question sec-01 has two options that look the same on one line.");
  }

  @Test
  void a_form_that_is_refused_fails_the_run_and_leaves_nothing() {
    world.faults.next("fill", Fault.REFUSED);

    var run = new Pipeline(world, Requests.small()).drive();

    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(world.folderIds()).isEmpty();
    assertThat(world.formIds()).isEmpty();
    assertThat(world.ledger.entries())
        .extracting(Ledger.Entry::state)
        .containsOnly(Ledger.State.UNDONE);
  }

  @ParameterizedTest
  @CsvSource({"26, 57", "44, 75", "60, 73", "90, 73"})
  void markers_fit_what_drive_keeps(int runIdLength, int markerLength) {
    var key = "x".repeat(runIdLength) + "/CREATE_GOOGLE_ASSETS/" + "1".repeat(4);

    var marker = Marker.of(key, "form");

    assertThat(marker).hasSize(markerLength);
    assertThat(Marker.of(key + "2", "form")).isNotEqualTo(marker);
  }
}
