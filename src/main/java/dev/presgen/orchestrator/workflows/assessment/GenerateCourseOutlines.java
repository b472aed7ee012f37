package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.engine.courses.OutlineWriter;

/** Step 8: writes what each course teaches, and a tab for each to the run's sheet, in one change. */
@Step(AssessmentStep.GENERATE_COURSE_OUTLINES)
final class GenerateCourseOutlines
    implements
      StepHandler<GenerateCourseOutlines.Input, CourseOutlines> {

  record Input(
      AcceptedRequest request, Assessment assessment, GoogleAssets assets, TrainingPlan plan) {}

  private final ResultSheets sheets;
  private final ItemBanks banks;

  GenerateCourseOutlines(ResultSheets sheets, ItemBanks banks) {
    this.sheets = sheets;
    this.banks = banks;
  }

  @Override
  public StepResult<CourseOutlines> execute(Input input, StepContext context) {
    var bank = banks.find(input.request().assessment().bank());
    var outlines = OutlineWriter.write(input.request(), input.assessment(), input.plan(), bank);
    return outlines.courses().isEmpty()
        ? StepResult.done(outlines)
        : sheets
            .write(input.assets().sheet().id(), CourseTabs.outlines(outlines))
            .map(_ -> outlines);
  }
}
