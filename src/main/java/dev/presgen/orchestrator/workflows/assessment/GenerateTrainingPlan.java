package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.engine.courses.Planner;
import java.util.List;

/** Step 7: plans the courses that close the gaps, and writes the plan to the run's sheet. */
@Step(AssessmentStep.GENERATE_TRAINING_PLAN)
final class GenerateTrainingPlan
    implements
      StepHandler<GenerateTrainingPlan.Input, TrainingPlan> {

  record Input(
      AcceptedRequest request, Assessment assessment, GoogleAssets assets, Results results) {}

  private final ResultSheets sheets;
  private final ItemBanks banks;

  GenerateTrainingPlan(ResultSheets sheets, ItemBanks banks) {
    this.sheets = sheets;
    this.banks = banks;
  }

  @Override
  public StepResult<TrainingPlan> execute(Input input, StepContext context) {
    var bank = banks.find(input.request().assessment().bank());
    var plan = Planner.plan(input.request(), input.assessment(), input.results(), bank);
    return sheets
        .write(input.assets().sheet().id(), List.of(CourseTabs.plan(plan)))
        .map(_ -> plan);
  }
}
