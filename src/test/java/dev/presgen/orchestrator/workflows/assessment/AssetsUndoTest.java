package dev.presgen.orchestrator.workflows.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable.Planned;
import dev.presgen.orchestrator.workflows.assessment.world.Faults.Fault;
import dev.presgen.orchestrator.workflows.assessment.world.MemoryForms;
import dev.presgen.orchestrator.workflows.assessment.world.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsUndoTest {

  private final World world = new World();

  private Pipeline waiting() {
    return new Pipeline(world, Requests.small()).drive();
  }

  private void assertNothingLeft(Pipeline run) {
    assertThat(run.status()).isEqualTo(Status.CANCELLED);
    assertThat(world.folderIds()).isEmpty();
    assertThat(world.formIds()).isEmpty();
    assertThat(world.sheetIds()).isEmpty();
    assertThat(world.ledger.entries())
        .allSatisfy(
            entry -> {
              assertThat(entry.state()).isEqualTo(Ledger.State.UNDONE);
              assertThat(entry.undoneAt()).isPresent();
            });
    assertThat(left(run)).isEmpty();
  }

  private static List<String> left(Pipeline run) {
    return run.journal.stream()
        .filter(Event.UndoGivenUp.class::isInstance)
        .flatMap(event -> ((Event.UndoGivenUp) event).left().stream())
        .toList();
  }

  static IntStream every_step_of_an_undo() {
    var world = new World();
    var run = new Pipeline(world, Requests.small()).drive();
    int before = world.faults.steps();
    run.cancel();
    return IntStream.rangeClosed(1, world.faults.steps() - before);
  }

  @Test
  void an_undo_closes_the_form_and_trashes_the_folder_alone() {
    var run = waiting();
    int before = world.faults.calls().size();

    assertNothingLeft(run.cancel());

    var calls = world.faults.calls();
    assertThat(calls.subList(before, calls.size()))
        .containsExactly(
            "presence",
            "presence",
            "changedByPerson",
            "presence",
            "changedByPerson",
            "close",
            "responses",
            "trash",
            "presence",
            "presence");
    assertThat(world.forms.isOpen("form-3")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("every_step_of_an_undo")
  void an_undo_that_dies_after_any_step_is_finished_by_the_next(int step) {
    var run = waiting();
    world.faults.crashAfter(step);

    assertNothingLeft(run.cancel());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"THROTTLED", "ANSWER_LOST", "REQUEST_LOST"})
  void an_undo_whose_calls_go_wrong_is_finished(Fault fault) {
    var run = waiting();
    for (var call : List.of("presence", "close", "responses", "trash")) {
      world.faults.next(call, fault);
    }

    assertNothingLeft(run.cancel());
  }

  static IntStream every_step_of_step_3() {
    return CreateGoogleAssetsTest.every_step();
  }

  @Test
  void a_folder_that_a_slow_node_makes_during_the_undo_is_taken_back_too() {
    var run = afterAskingForTheFolderInVain();
    var id = reservedFolder();
    world.faults.meanwhile(
        "presence", () -> world.folders.createFolder(id, "late", Pipeline.RUN));

    assertNothingLeft(run.cancel());
  }

  @Test
  void a_call_for_the_folder_that_arrives_after_the_undo_finds_its_id_taken() {
    var run = afterAskingForTheFolderInVain();
    var id = reservedFolder();

    assertNothingLeft(run.cancel());
    world.folders.createFolder(id, "late", Pipeline.RUN);

    assertThat(world.folderIds()).isEmpty();
  }

  @Test
  void a_folder_that_is_made_to_be_taken_back_and_does_not_show_yet_is_taken_back_nevertheless() {
    world.lag = Duration.ofSeconds(60);
    var run = afterAskingForTheFolderInVain();
    world.time.pass(Duration.ofMinutes(5));
    world.hide(reservedFolder(), 3);

    assertNothingLeft(run.cancel());
  }

  @Test
  void a_folder_that_cannot_be_made_any_more_needs_no_undo() {
    var run = afterAskingForTheFolderInVain();
    world.faults.next("createFolder", Fault.NOT_FOUND);

    assertNothingLeft(run.cancel());
    assertThat(world.faults.count("createFolder")).isEqualTo(2);
  }

  /** A run that does not know whether its folder was made: it was not. */
  private Pipeline afterAskingForTheFolderInVain() {
    world.faults.next("createFolder", Fault.REQUEST_LOST);
    var run = new Pipeline(world, Requests.small()).driveUntilFailed();
    assertThat(world.folderIds()).isEmpty();
    return run;
  }

  private String reservedFolder() {
    var marker = Marker.of(Pipeline.RUN + "/CREATE_GOOGLE_ASSETS/1", RunAssets.FOLDER);
    return world.ledger.find(RunAssets.FOLDER, marker).orElseThrow().externalId().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {RunAssets.FOLDER, RunAssets.FORM, RunAssets.SHEET})
  void what_was_just_made_and_does_not_show_yet_is_taken_back_nevertheless(String kind) {
    world.lag = Duration.ofSeconds(60);
    var run = waiting();
    var assets = run.assets();
    world.personMovesOut(assets.sheet().id());
    world.hide(
        switch (kind) {
          case RunAssets.FOLDER -> assets.folder().id();
          case RunAssets.FORM -> assets.form().id();
          default -> assets.sheet().id();
        },
        3);

    assertNothingLeft(run.cancel());
    assertThat(world.forms.isOpen(assets.form().id())).isFalse();
  }

  @Test
  void an_answer_that_is_read_long_after_it_was_given_does_not_prove_that_the_folder_is_gone() {
    world.lag = Duration.ofSeconds(60);
    var run = waiting();
    world.hide(run.assets().folder().id(), 1);
    world.faults.meanwhile("presence", () -> world.time.pass(Duration.ofMinutes(2)));

    assertNothingLeft(run.cancel());
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "responses"})
  void what_an_undo_is_denied_of_what_was_just_made_is_waited_for(String call) {
    world.lag = Duration.ofSeconds(60);
    var run = waiting();
    world.faults.next(call, Fault.NOT_FOUND, Fault.NOT_FOUND);

    assertNothingLeft(run.cancel());
    assertThat(world.forms.isOpen("form-3")).isFalse();
  }

  @Test
  void what_a_person_deletes_at_once_is_believed_to_be_gone_after_a_while() {
    world.lag = Duration.ofSeconds(60);
    var run = waiting();
    world.personDeletes(run.assets().form().id());

    assertNothingLeft(run.cancel());
  }

  @ParameterizedTest
  @MethodSource("every_step_of_step_3")
  void what_a_half_done_step_has_made_is_found_and_taken_back(int step) {
    world.lag = Duration.ofSeconds(60);
    world.faults.crashAfter(step);
    var run = new Pipeline(world, Requests.small()).driveUntilFailed();

    run.cancel();

    assertThat(world.formIds()).isEmpty();
    assertThat(world.sheetIds()).isEmpty();
    assertThat(world.folderIds()).isEmpty();
    assertThat(world.ledger.entries())
        .extracting(Ledger.Entry::state)
        .isSubsetOf(Ledger.State.UNDONE);
  }

  @Test
  void a_form_with_responses_stays_with_its_folder_and_is_listed() {
    var run = waiting();
    var assets = run.assets();
    world.forms.submit(assets.form().id(), Requests.LEARNER, MemoryForms::right);

    run.cancel();

    assertThat(world.formIds()).containsExactly(assets.form().id());
    assertThat(world.folderIds()).containsExactly(assets.folder().id());
    assertThat(world.sheetIds()).isEmpty();
    assertThat(world.forms.isOpen(assets.form().id())).isFalse();
    assertThat(left(run))
        .containsExactly(
            assets.folder().id(), assets.form().id(), assets.form().id() + "/readers");
    assertThat(world.ledger.lines("folder")).containsExactly("LEFT " + assets.folder().id());
    assertThat(world.ledger.lines("form")).containsExactly("LEFT " + assets.form().id());
    assertThat(world.ledger.lines("sheet")).containsExactly("UNDONE " + assets.sheet().id());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_a_person_has_changed_is_left_as_it_is_and_listed(boolean itIsTheForm) {
    var run = waiting();
    var assets = run.assets();
    var changed = itIsTheForm ? assets.form().id() : assets.sheet().id();
    world.personChanges(changed);

    run.cancel();

    assertThat(Stream.concat(world.formIds().stream(), world.sheetIds().stream()))
        .containsExactly(changed);
    assertThat(world.folderIds()).containsExactly(assets.folder().id());
    assertThat(world.forms.isOpen(assets.form().id())).isFalse();
    assertThat(left(run)).contains(assets.folder().id(), changed);
    assertThat(world.ledger.lines("folder")).containsExactly("LEFT " + assets.folder().id());
    assertThat(world.ledger.lines(itIsTheForm ? "form" : "sheet"))
        .containsExactly("LEFT " + changed);
  }

  @ParameterizedTest
  @MethodSource("every_step_of_an_undo")
  void what_a_person_has_changed_stays_although_the_undo_dies_after_any_step(int step) {
    var run = waiting();
    var form = run.assets().form().id();
    world.personChanges(form);
    world.faults.crashAfter(step);

    run.cancel();

    assertThat(world.formIds()).containsExactly(form);
    assertThat(world.ledger.lines("form")).containsExactly("LEFT " + form);
  }

  @Test
  void the_plan_leaves_what_a_person_has_changed() {
    var run = waiting();
    var sheet = run.assets().sheet();
    world.personChanges(sheet.id());

    assertThat(plan(run))
        .contains(
            new Planned(
                "sheet",
                sheet.id(),
                sheet.url(),
                Planned.Action.LEAVE,
                "A person has changed it since. It stays as it is."))
        .extracting(Planned::action)
        .containsExactly(Planned.Action.TRASH, Planned.Action.LEAVE, Planned.Action.LEAVE);
  }

  @Test
  void what_a_person_has_moved_out_of_the_folder_is_taken_back_too() {
    var run = waiting();
    world.personMovesOut(run.assets().sheet().id());

    assertNothingLeft(run.cancel());
  }

  @Test
  void what_a_person_has_thrown_away_counts_as_taken_back() {
    var run = waiting();
    world.personTrashes(run.assets().folder().id());

    assertNothingLeft(run.cancel());
  }

  @Test
  void what_a_person_has_deleted_counts_as_taken_back() {
    var run = waiting();
    world.personDeletes(run.assets().form().id());

    assertNothingLeft(run.cancel());
  }

  private List<Planned> plan(Pipeline run) {
    var at = new Address(Path.ROOT, AssessmentStep.CREATE_GOOGLE_ASSETS, 1);
    var input =
        (CreateGoogleAssets.Input) run.registry.input(at.node(), run.workflow.workflow(), at,
            run.outputs());
    var step = new CreateGoogleAssets(world.folders, world.forms, world.time);
    var result = step.plan(input, run.context(at));
    return ((StepResult.Done<List<Planned>>) result).output();
  }

  @Test
  void the_plan_says_what_an_undo_would_do_and_changes_nothing() {
    var run = waiting();
    var before = world.ledger.entries();

    assertThat(plan(run))
        .extracting(Planned::kind, Planned::action)
        .containsExactly(
            tuple("form", Planned.Action.TRASH),
            tuple("sheet", Planned.Action.TRASH),
            tuple("folder", Planned.Action.TRASH));
    assertThat(world.ledger.entries()).isEqualTo(before);
    assertThat(world.folderIds()).hasSize(1);
  }

  @Test
  void the_plan_leaves_a_form_with_responses() {
    var run = waiting();
    var assets = run.assets();
    world.forms.submit(assets.form().id(), Requests.LEARNER, MemoryForms::right);

    assertThat(plan(run))
        .containsExactly(
            new Planned(
                "form",
                assets.form().id(),
                assets.form().responderUrl(),
                Planned.Action.LEAVE,
                "It has responses. It is closed, and stays."),
            new Planned(
                "sheet",
                assets.sheet().id(),
                assets.sheet().url(),
                Planned.Action.TRASH,
                "The run has made it. It goes to the trash, from where it can be taken back."),
            new Planned(
                "folder",
                assets.folder().id(),
                assets.folder().url(),
                Planned.Action.LEAVE,
                "Something in it stays."));
  }

  @Test
  void the_plan_says_what_is_gone() {
    var run = waiting();
    world.personTrashes(run.assets().folder().id());

    assertThat(plan(run)).extracting(Planned::action).containsOnly(Planned.Action.GONE);
  }
}
