package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Creation;
import dev.presgen.orchestrator.workflows.Creation.Made;
import dev.presgen.orchestrator.workflows.Ledger.Entry;
import dev.presgen.orchestrator.workflows.Ledger.State;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable.Planned;
import dev.presgen.orchestrator.workflows.Undoable.Planned.Action;
import dev.presgen.orchestrator.workflows.Undoable.Undone;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Takes back what step 3 has made: closes the form and moves the folder to the trash. A form that
 * somebody has answered is never thrown away, and its folder stays with it.
 */
final class AssetsUndo {

  private static final Set<String> KINDS =
      Set.of(RunAssets.FOLDER, RunAssets.FORM, RunAssets.SHEET, RunAssets.PERMISSION);

  private final RunAssets assets;
  private final RunFolders folders;
  private final AssessmentForms forms;

  AssetsUndo(RunAssets assets, AssessmentForms forms) {
    this.assets = assets;
    this.folders = assets.folders();
    this.forms = forms;
  }

  /**
   * What is there now.
   *
   * @param intact whether the folder is where it was made
   */
  private record There(
      String folder, boolean intact, Optional<String> form, Optional<String> sheet) {}

  StepResult<Undone> undo() {
    var folder = assets.folderId();
    if (folder.isEmpty()) {
      return StepResult.done(settled(_ -> false));
    }
    return there(folder.get()).then(this::undo);
  }

  private StepResult<There> there(String folder) {
    var form = assets.form(folder, "");
    var sheet = assets.sheet(folder, "");
    return folders
        .presence(folder)
        .then(
            presence -> {
              var mayCome = assets.folderMayStillCome();
              if (presence == Presence.GONE && mayCome.isPositive()) {
                return new StepResult.Pending<>("looking for folder " + folder, mayCome);
              }
              if (presence != Presence.PRESENT) {
                return StepResult.done(
                    new There(folder, false, form.known().map(Made::id),
                        sheet.known().map(Made::id)));
              }
              return form.existing()
                  .then(
                      foundForm -> sheet
                          .existing()
                          .map(
                              foundSheet -> new There(
                                  folder,
                                  true,
                                  foundForm.map(Made::id),
                                  foundSheet.map(Made::id))));
            });
  }

  private StepResult<Undone> undo(There there) {
    return there
        .form()
        .map(form -> isPresent(form).then(present -> present ? closed(form) : no()))
        .orElseGet(AssetsUndo::no)
        .then(answered -> answered ? keep(there) : trash(there));
  }

  private static StepResult<Boolean> no() {
    return StepResult.done(false);
  }

  /** Closes the form, then looks whether it was answered: after that nobody answers it any more. */
  private StepResult<Boolean> closed(String form) {
    return forms.close(form).then(_ -> isAnswered(form));
  }

  private StepResult<Boolean> isAnswered(String form) {
    return forms.responses(form).map(responses -> !responses.isEmpty());
  }

  private StepResult<Boolean> isPresent(String id) {
    return folders.presence(id).map(presence -> presence == Presence.PRESENT);
  }

  private StepResult<Undone> keep(There there) {
    var form = there.form().orElseThrow();
    return gone(there.sheet())
        .map(
            _ -> settled(
                entry -> entry.kind().equals(RunAssets.FOLDER)
                    || entry.externalId().equals(Optional.of(form))
                    || Grant.isOn(entry, form)));
  }

  private StepResult<Undone> trash(There there) {
    var folder = there.intact() ? folders.trash(there.folder()) : StepResult.done(Presence.GONE);
    // Files go with their folder, unless somebody has moved them out of it.
    return folder
        .then(_ -> gone(there.form()))
        .then(_ -> gone(there.sheet()))
        .map(_ -> settled(_ -> false));
  }

  private StepResult<Presence> gone(Optional<String> file) {
    return file.map(
        id -> isPresent(id)
            .then(
                present -> present ? folders.trash(id) : StepResult.done(Presence.TRASHED)))
        .orElseGet(() -> StepResult.done(Presence.GONE));
  }

  /** Settles every entry that is still open. */
  private Undone settled(Predicate<Entry> stays) {
    var left = new ArrayList<String>();
    for (var entry : assets.ledger().entries()) {
      if (!KINDS.contains(entry.kind()) || entry.state() == State.UNDONE) {
        continue;
      }
      var state = stays.test(entry) ? State.LEFT : State.UNDONE;
      assets.ledger().settle(entry.kind(), entry.marker(), state);
      if (state == State.LEFT) {
        entry.externalId().ifPresent(left::add);
      }
    }
    return new Undone(left);
  }

  /** What {@link #undo()} would do; it looks, but changes nothing. */
  StepResult<List<Planned>> plan() {
    var folder = assets.folderId();
    if (folder.isEmpty()) {
      return StepResult.done(List.of());
    }
    return isPresent(folder.get())
        .then(
            intact -> ids(assets.form(folder.get(), ""), intact)
                .then(
                    formIds -> ids(assets.sheet(folder.get(), ""), intact)
                        .then(
                            sheetIds -> plan(folder.get(), intact, formIds, sheetIds))));
  }

  private static StepResult<List<String>> ids(
      Creation creation, boolean intact) {
    return intact
        ? creation.seen().map(made -> made.stream().map(Made::id).toList())
        : StepResult.done(creation.known().map(Made::id).stream().toList());
  }

  private StepResult<List<Planned>> plan(
      String folder, boolean intact, List<String> formIds, List<String> sheetIds) {
    return each(formIds, this::plannedForm)
        .then(
            plannedForms -> {
              boolean stays =
                  plannedForms.stream().anyMatch(form -> form.action() == Action.LEAVE);
              return each(sheetIds, sheet -> plannedSheet(sheet))
                  .map(
                      plannedSheets -> Stream.of(
                          plannedForms,
                          plannedSheets,
                          List.of(plannedFolder(folder, intact, stays)))
                          .flatMap(List::stream)
                          .toList());
            });
  }

  private StepResult<Planned> plannedForm(String form) {
    return isPresent(form)
        .then(
            present -> !present
                ? StepResult.done(planned(RunAssets.FORM, form, Action.GONE))
                : isAnswered(form)
                    .map(
                        answered -> planned(
                            RunAssets.FORM,
                            form,
                            answered ? Action.LEAVE : Action.TRASH)));
  }

  private StepResult<Planned> plannedSheet(String sheet) {
    return isPresent(sheet)
        .map(present -> planned(RunAssets.SHEET, sheet, present ? Action.TRASH : Action.GONE));
  }

  private Planned plannedFolder(String folder, boolean intact, boolean stays) {
    return planned(
        RunAssets.FOLDER, folder, !intact ? Action.GONE : stays ? Action.LEAVE : Action.TRASH);
  }

  private Planned planned(String kind, String id, Action action) {
    var url =
        assets.ledger()
            .entries()
            .stream()
            .filter(entry -> entry.externalId().equals(Optional.of(id)))
            .flatMap(entry -> entry.url().stream())
            .findFirst()
            .orElse("");
    return new Planned(kind, id, url, action, why(kind, action));
  }

  private static String why(String kind, Action action) {
    return switch (action) {
      case GONE -> "It is in the trash already, or gone.";
      case LEAVE ->
          kind.equals(RunAssets.FORM)
              ? "It has responses. It is closed, and stays."
              : "The form in it has responses and stays.";
      case TRASH ->
          kind.equals(RunAssets.FORM)
              ? "Nobody has answered it. It is closed, and goes to the trash."
              : "The run has made it. It goes to the trash, from where it can be taken back.";
    };
  }

  private interface Look {
    StepResult<Planned> at(String id);
  }

  private static StepResult<List<Planned>> each(List<String> ids, Look look) {
    StepResult<List<Planned>> all = StepResult.done(List.of());
    for (var id : ids) {
      all =
          all.then(
              before -> look.at(id)
                  .map(one -> Stream.concat(before.stream(), Stream.of(one)).toList()));
    }
    return all;
  }
}
