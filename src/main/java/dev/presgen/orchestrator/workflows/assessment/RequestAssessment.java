package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.engine.request.RequestReader;
import java.util.List;
import java.util.stream.Collectors;

/** Step 1: reads the request again, now for good, and fills in its defaults. */
@Step(AssessmentStep.REQUEST_ASSESSMENT)
final class RequestAssessment implements StepHandler<RequestAssessment.Input, AcceptedRequest> {

  static final String REQUEST_REFUSED = "REQUEST_REFUSED";

  record Input(AssessmentInput sent) {}

  private final ItemBanks banks;

  RequestAssessment(ItemBanks banks) {
    this.banks = banks;
  }

  @Override
  public StepResult<AcceptedRequest> execute(Input input, StepContext context) {
    return switch (RequestReader.readAgain(input.sent().json(), banks, context.runId())) {
      case Checked.Right<AcceptedRequest>(var request) -> StepResult.done(request);
      case Checked.Wrong<AcceptedRequest>(var problems) ->
          StepResult.refused(
              REQUEST_REFUSED,
              // It did fit when it was sent; only the bank can have changed since.
              "The request no longer fits: " + sentence(problems),
              "Mend the request or the item bank, and start a new run.");
    };
  }

  /** The problems as one text; each with the pointer to its field. */
  static String sentence(List<FieldProblem> problems) {
    return problems.stream()
        .map(problem -> (problem.pointer() + " " + problem.detail()).strip())
        .collect(Collectors.joining("; "));
  }
}
