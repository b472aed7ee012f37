package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.FormText;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Folder;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Form;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Sheet;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import java.time.InstantSource;
import java.util.List;

/**
 * Step 3: makes the run's folder, sheet and form, fills the form and opens it to the learner. It can
 * be repeated after a crash between any two calls: the folder has an id that was reserved before, the
 * files are looked for before they are made again, and the rest may be done twice.
 */
@Step(AssessmentStep.CREATE_GOOGLE_ASSETS)
final class CreateGoogleAssets
    implements
      StepHandler<CreateGoogleAssets.Input, GoogleAssets>,
      Undoable<CreateGoogleAssets.Input> {

  private static final int LONGEST_NAME = 150;

  record Input(AcceptedRequest request, Assessment assessment) {}

  private final RunFolders folders;
  private final AssessmentForms forms;
  private final InstantSource clock;

  CreateGoogleAssets(RunFolders folders, AssessmentForms forms, InstantSource clock) {
    this.folders = folders;
    this.forms = forms;
    this.clock = clock;
  }

  @Override
  public StepResult<GoogleAssets> execute(Input input, StepContext context) {
    var assets = new RunAssets(folders, clock, context);
    return assets.untilAllShows(() -> made(assets, input));
  }

  private StepResult<GoogleAssets> made(RunAssets assets, Input input) {
    var title = shortened(input.assessment().title());
    return folder(assets, title)
        .then(
            folder -> sheet(assets, folder, title)
                .then(
                    sheet -> form(assets, folder, title, input)
                        .map(form -> new GoogleAssets(folder, form, sheet))));
  }

  private StepResult<Folder> folder(RunAssets assets, String title) {
    var known = assets.ledger().find(RunAssets.FOLDER, assets.folderMarker());
    if (known.isPresent() && known.get().state() == Ledger.State.EXISTS) {
      return StepResult.done(
          new Folder(known.get().externalId().orElseThrow(), known.get().url().orElseThrow()));
    }
    return reserved(assets).then(id -> assets.makeFolder(id, title));
  }

  private StepResult<String> reserved(RunAssets assets) {
    return assets
        .folderId()
        .map(StepResult::done)
        .orElseGet(
            () -> folders
                .reserveId()
                // Somebody may have entered another id meanwhile, which counts.
                .map(
                    id -> assets.ledger()
                        .intend(RunAssets.FOLDER, assets.folderMarker(), id)
                        .externalId()
                        .orElseThrow()));
  }

  private StepResult<Sheet> sheet(RunAssets assets, Folder folder, String title) {
    return assets
        .sheet(folder.id(), "Results - " + title)
        .once()
        .map(made -> new Sheet(made.id(), made.url().orElseThrow()));
  }

  private StepResult<Form> form(RunAssets assets, Folder folder, String title, Input input) {
    var creation = assets.form(folder.id(), "Assessment - " + title);
    return creation
        .once()
        .then(made -> forms.fill(made.id(), text(input.assessment()), input.assessment()))
        .then(form -> published(assets, form, reader(input.request())))
        .map(
            form -> {
              creation.opensAt(form.responderUrl());
              return form;
            });
  }

  private StepResult<Form> published(RunAssets assets, Form form, Reader reader) {
    var grant = new Grant(assets.ledger(), assets.readersMarker(), form.id());
    return grant.given(() -> forms.publish(form, reader), _ -> "readers");
  }

  private static FormText text(Assessment assessment) {
    return new FormText(
        assessment.title(),
        assessment.questions().size()
            + " questions. Your answers decide which courses are prepared for you.");
  }

  /** Who may open what is made for the learner. */
  static Reader reader(AcceptedRequest request) {
    return request.delivery().open()
        ? new Reader.Anyone()
        : new Reader.Person(request.learner().email());
  }

  /** File names are for people: long ones are cut, between characters. */
  private static String shortened(String title) {
    return title.codePointCount(0, title.length()) <= LONGEST_NAME
        ? title
        : title.substring(0, title.offsetByCodePoints(0, LONGEST_NAME)) + "…";
  }

  @Override
  public StepResult<Undone> undo(Input input, StepContext context) {
    var assets = new RunAssets(folders, clock, context);
    return assets.untilAllShows(() -> new AssetsUndo(assets, forms).undo());
  }

  @Override
  public StepResult<List<Planned>> plan(Input input, StepContext context) {
    return new AssetsUndo(new RunAssets(folders, clock, context), forms).plan();
  }
}
