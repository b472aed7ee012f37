package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import java.util.Map;

/** Step 11: closes the form, opens the sheet to the learner, and hands over the links. */
@Step(AssessmentStep.FINALIZE_RESOURCES)
final class FinalizeResources implements StepHandler<FinalizeResources.Input, Delivered> {

  record Input(
      AcceptedRequest request,
      GoogleAssets assets,
      Map<String, Deck> decks,
      Map<String, Video> videos) {}

  private final RunFolders folders;
  private final AssessmentForms forms;

  FinalizeResources(RunFolders folders, AssessmentForms forms) {
    this.folders = folders;
    this.forms = forms;
  }

  @Override
  public StepResult<Delivered> execute(Input input, StepContext context) {
    var sheet = input.assets().sheet();
    var reader = CreateGoogleAssets.reader(input.request());
    var grant = new Grant(context.ledger(), Marker.of(context.key(), "sheet"), sheet.id());
    return forms
        .close(input.assets().form().id())
        .then(_ -> grant.givenByOneCall(() -> folders.share(sheet.id(), reader),
            permission -> permission))
        .map(
            _ -> new Delivered(
                input.assets().folder().url(),
                input.assets().form().responderUrl(),
                sheet.url(),
                input.decks().values().stream().map(Deck::url).toList(),
                input.videos().values().stream().map(Video::url).toList()));
  }
}
