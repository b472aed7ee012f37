package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.engine.analysis.FormAnswers;
import dev.presgen.orchestrator.workflows.assessment.engine.analysis.GapAnalysis;
import dev.presgen.orchestrator.workflows.assessment.engine.analysis.SheetAnswers;
import dev.presgen.orchestrator.workflows.assessment.engine.analysis.Submission;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import java.util.Optional;

/** Step 5: collects the answers, scores them and finds the gaps. */
@Step(AssessmentStep.ANALYZE_RESULTS)
final class AnalyzeResults implements StepHandler<AnalyzeResults.Input, Results> {

  static final String ANSWERS_UNREADABLE = "ANSWERS_UNREADABLE";

  record Input(
      AcceptedRequest request, Assessment assessment, GoogleAssets assets, Completion completion) {}

  private final AssessmentForms forms;
  private final ResultSheets sheets;
  private final ItemBanks banks;
  private final CountedResponse counts;

  AnalyzeResults(
      AssessmentForms forms, ResultSheets sheets, ItemBanks banks, AssessmentSettings settings) {
    this.forms = forms;
    this.sheets = sheets;
    this.banks = banks;
    this.counts = settings.counts();
  }

  @Override
  public StepResult<Results> execute(Input input, StepContext context) {
    var bank = banks.find(input.request().assessment().bank());
    return submission(input)
        .then(
            checked -> switch (checked) {
              case Checked.Right<Submission>(var submission) ->
                  StepResult.done(
                      GapAnalysis.of(input.request(), input.assessment(), submission, bank));
              case Checked.Wrong<Submission>(var problems) ->
                  StepResult.refused(
                      ANSWERS_UNREADABLE,
                      "The answers cannot be read: " + RequestAssessment.sentence(problems),
                      "Put the answers back where they were, then retry.");
            });
  }

  private StepResult<Checked<Submission>> submission(Input input) {
    var email = input.request().learner().email();
    var form = input.assets().form();
    return input
        .completion()
        .sheetId()
        .map(
            sheetId -> sheets
                .firstTab(sheetId)
                .map(rows -> SheetAnswers.read(input.assessment(), rows, email, counts)))
        .orElseGet(
            () -> forms
                .current(form.id())
                .then(
                    current -> forms
                        .responses(form.id())
                        .map(
                            responses -> FormAnswers.read(
                                input.assessment(),
                                form,
                                Optional.of(current),
                                responses,
                                email,
                                input.completion().cutOff(),
                                counts))));
  }
}
