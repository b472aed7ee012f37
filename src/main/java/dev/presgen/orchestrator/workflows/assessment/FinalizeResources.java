package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import java.time.InstantSource;
import java.util.Map;

/**
 * Step 11: closes the form, opens the sheet and the decks that were made here to the learner, and
 * hands over the links.
 */
@Step(AssessmentStep.FINALIZE_RESOURCES)
final class FinalizeResources implements StepHandler<FinalizeResources.Input, Delivered> {

  record Input(
      AcceptedRequest request,
      GoogleAssets assets,
      Map<String, Deck> decks,
      Map<String, Video> videos) {}

  private final RunFolders folders;
  private final AssessmentForms forms;
  private final InstantSource clock;

  FinalizeResources(RunFolders folders, AssessmentForms forms, InstantSource clock) {
    this.folders = folders;
    this.forms = forms;
    this.clock = clock;
  }

  /** A deck may have been made a second ago, and be denied in a shared drive for a while. */
  @Override
  public StepResult<Delivered> execute(Input input, StepContext context) {
    return new RunAssets(folders, clock, context).untilAllShows(() -> delivered(input, context));
  }

  private StepResult<Delivered> delivered(Input input, StepContext context) {
    var sheet = input.assets().sheet();
    var reader = CreateGoogleAssets.reader(input.request());
    return forms
        .close(input.assets().form().id())
        .then(_ -> shared(sheet.id(), "sheet", reader, context))
        .then(_ -> decksShared(input, reader, context))
        .map(
            _ -> new Delivered(
                input.assets().folder().url(),
                input.assets().form().responderUrl(),
                sheet.url(),
                input.decks().values().stream().map(Deck::url).toList(),
                input.videos().values().stream().map(Video::url).toList()));
  }

  /** The decks that lie in the run's folder; the others are their services' to share. */
  private StepResult<Integer> decksShared(Input input, Reader reader, StepContext context) {
    StepResult<Integer> all = StepResult.done(0);
    for (var deck : input.decks().entrySet()) {
      var id = deck.getValue().id();
      if (deck.getValue().madeHere() && id != null) {
        all =
            all.then(
                before -> shared(id, "deck" + deck.getKey(), reader, context)
                    .map(_ -> before + 1));
      }
    }
    return all;
  }

  private StepResult<String> shared(
      String fileId, String name, Reader reader, StepContext context) {
    var grant = new Grant(context.ledger(), Marker.of(context.key(), name), fileId);
    return grant.givenByOneCall(() -> folders.share(fileId, reader), permission -> permission);
  }
}
