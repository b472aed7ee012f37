package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;

/** Step 6: writes what came out to the run's sheet, in one change. */
@Step(AssessmentStep.PUBLISH_GAP_ANALYSIS)
final class PublishGapAnalysis implements StepHandler<PublishGapAnalysis.Input, SheetTabs> {

  record Input(
      AcceptedRequest request, Assessment assessment, GoogleAssets assets, Results results) {}

  private final ResultSheets sheets;

  PublishGapAnalysis(ResultSheets sheets) {
    this.sheets = sheets;
  }

  @Override
  public StepResult<SheetTabs> execute(Input input, StepContext context) {
    var tabs = ResultTabs.of(input.request(), input.assessment(), input.results());
    return sheets.write(input.assets().sheet().id(), tabs).map(SheetTabs::new);
  }
}
