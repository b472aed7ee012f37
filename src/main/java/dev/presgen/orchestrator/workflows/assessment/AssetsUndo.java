package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.core.Failure;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Takes back what step 3 has made: closes the form and moves the folder to the trash. A form that
 * somebody has answered, and a file that a person has changed since, are never thrown away, and the
 * folder stays with them.
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
    return presence(folder)
        .then(
            presence -> presence == Presence.GONE && assets.isFolderUncertain()
                ? taken(folder)
                : StepResult.done(presence))
        .then(
            presence -> {
              if (presence != Presence.PRESENT) {
                return StepResult.done(
                    new There(
                        folder,
                        false,
                        form.known().map(Made::id).or(() -> left(RunAssets.FORM)),
                        sheet.known().map(Made::id).or(() -> left(RunAssets.SHEET))));
              }
              return form.existing()
                  .then(
                      foundForm -> sheet
                          .existing()
                          .map(
                              foundSheet -> new There(
                                  folder,
                                  true,
                                  foundForm.map(Made::id).or(() -> left(RunAssets.FORM)),
                                  foundSheet.map(Made::id).or(() -> left(RunAssets.SHEET)))));
            });
  }

  /**
   * Takes the id of a folder that is not there, but may have been asked for by a call that nobody waits
   * for any more: once it is taken, that call comes to nothing, however late it arrives.
   */
  private StepResult<Presence> taken(String folder) {
    StepResult<Presence> made =
        assets.makeFolder(folder, "Taken back").map(_ -> Presence.PRESENT);
    return made instanceof StepResult.Failed<Presence>(var failure) && isRefused(failure)
        ? presence(folder)
        : made;
  }

  private static boolean isRefused(Failure failure) {
    return switch (failure) {
      case Failure.Blocked _, Failure.Permanent _ -> true;
      case Failure.Throttled _, Failure.Transient _, Failure.Unknown _ -> false;
    };
  }

  private StepResult<Undone> undo(There there) {
    return stays(there.sheet(), this::isChanged)
        .then(
            sheetStays -> stays(there.form(), this::formStays)
                .then(
                    formStays -> formStays || sheetStays
                        ? keep(there, formStays, sheetStays)
                        : trash(there)));
  }

  private StepResult<Boolean> stays(
      Optional<String> file, Function<String, StepResult<Boolean>> look) {
    return file.map(
        id -> presence(id)
            .then(presence -> presence == Presence.PRESENT ? look.apply(id) : no()))
        .orElseGet(AssetsUndo::no);
  }

  /** Looks at it before the form is closed, which makes ours the last change. */
  private StepResult<Boolean> formStays(String form) {
    return isChanged(form)
        .then(changed -> closed(form).map(answered -> changed || answered));
  }

  /** What was seen once to be changed is entered at once: whoever goes on here does not see it. */
  private StepResult<Boolean> isChanged(String id) {
    return isLeft(id)
        ? StepResult.done(true)
        : folders.changedByPerson(id)
            .map(
                changed -> {
                  if (changed) {
                    entries(id).forEach(
                        entry -> assets.ledger()
                            .settle(entry.kind(), entry.marker(), State.LEFT));
                  }
                  return changed;
                });
  }

  private boolean isLeft(String id) {
    return entries(id).anyMatch(entry -> entry.state() == State.LEFT);
  }

  private Stream<Entry> entries(String id) {
    return assets.ledger()
        .entries()
        .stream()
        .filter(entry -> entry.externalId().equals(Optional.of(id)));
  }

  private Optional<String> left(String kind) {
    return assets.ledger()
        .entries()
        .stream()
        .filter(entry -> entry.kind().equals(kind) && entry.state() == State.LEFT)
        .findFirst()
        .flatMap(Entry::externalId);
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

  private StepResult<Presence> presence(String id) {
    return assets.untilItShows(id, () -> folders.presence(id));
  }

  private StepResult<Presence> trashed(String id) {
    return assets.untilItShows(id, () -> folders.trash(id));
  }

  /** For a plan, which is asked for now and waits for nothing. */
  private StepResult<Boolean> isPresent(String id) {
    return folders.presence(id).map(presence -> presence == Presence.PRESENT);
  }

  private StepResult<Undone> keep(There there, boolean formStays, boolean sheetStays) {
    var staying =
        Stream.of(there.form().filter(_ -> formStays), there.sheet().filter(_ -> sheetStays))
            .flatMap(Optional::stream)
            .toList();
    return gone(there.form().filter(_ -> !formStays))
        .then(_ -> gone(there.sheet().filter(_ -> !sheetStays)))
        .map(
            _ -> settled(
                entry -> entry.kind().equals(RunAssets.FOLDER)
                    || entry.externalId().filter(staying::contains).isPresent()
                    || staying.stream().anyMatch(file -> Grant.isOn(entry, file))));
  }

  private StepResult<Undone> trash(There there) {
    var folder = there.intact() ? trashed(there.folder()) : StepResult.done(Presence.GONE);
    // Files go with their folder, unless somebody has moved them out of it.
    return folder
        .then(_ -> gone(there.form()))
        .then(_ -> gone(there.sheet()))
        .map(_ -> settled(_ -> false));
  }

  private StepResult<Presence> gone(Optional<String> file) {
    return file.map(
        id -> presence(id)
            .then(
                presence -> presence == Presence.PRESENT
                    ? trashed(id)
                    : StepResult.done(presence)))
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
              return each(sheetIds, sheet -> plannedSheet(sheet))
                  .map(
                      plannedSheets -> {
                        var files =
                            Stream.concat(plannedForms.stream(), plannedSheets.stream()).toList();
                        boolean stays =
                            files.stream().anyMatch(file -> file.action() == Action.LEAVE);
                        return Stream.concat(
                            files.stream(), Stream.of(plannedFolder(folder, intact, stays)))
                            .toList();
                      });
            });
  }

  private StepResult<Planned> plannedForm(String form) {
    return isPresent(form)
        .then(
            present -> !present
                ? StepResult.done(planned(RunAssets.FORM, form, Action.GONE))
                : wasChanged(form)
                    .then(
                        changed -> changed
                            ? StepResult.done(changed(RunAssets.FORM, form))
                            : isAnswered(form)
                                .map(
                                    answered -> planned(
                                        RunAssets.FORM,
                                        form,
                                        answered ? Action.LEAVE : Action.TRASH))));
  }

  private StepResult<Boolean> wasChanged(String id) {
    return isLeft(id) ? StepResult.done(true) : folders.changedByPerson(id);
  }

  private StepResult<Planned> plannedSheet(String sheet) {
    return isPresent(sheet)
        .then(
            present -> !present
                ? StepResult.done(planned(RunAssets.SHEET, sheet, Action.GONE))
                : wasChanged(sheet)
                    .map(
                        changed -> changed
                            ? changed(RunAssets.SHEET, sheet)
                            : planned(RunAssets.SHEET, sheet, Action.TRASH)));
  }

  private Planned plannedFolder(String folder, boolean intact, boolean stays) {
    return planned(
        RunAssets.FOLDER, folder, !intact ? Action.GONE : stays ? Action.LEAVE : Action.TRASH);
  }

  private Planned planned(String kind, String id, Action action) {
    return new Planned(kind, id, url(id), action, why(kind, action));
  }

  private Planned changed(String kind, String id) {
    return new Planned(
        kind, id, url(id), Action.LEAVE, "A person has changed it since. It stays as it is.");
  }

  private String url(String id) {
    return entries(id).flatMap(entry -> entry.url().stream()).findFirst().orElse("");
  }

  private static String why(String kind, Action action) {
    return switch (action) {
      case GONE -> "It is in the trash already, or gone.";
      case LEAVE ->
          kind.equals(RunAssets.FORM)
              ? "It has responses. It is closed, and stays."
              : "Something in it stays.";
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
