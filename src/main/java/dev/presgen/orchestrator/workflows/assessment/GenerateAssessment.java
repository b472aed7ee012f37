package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.engine.AssessmentDraw;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import java.util.stream.Collectors;

/**
 * Step 2: draws the questions from the item bank. The same request and bank give the same ones. What
 * no form could ask is refused here, before anything is made for it.
 */
@Step(AssessmentStep.GENERATE_ASSESSMENT)
final class GenerateAssessment implements StepHandler<GenerateAssessment.Input, Assessment> {

  static final String BANK_UNKNOWN = "BANK_UNKNOWN";
  static final String BANK_TOO_SMALL = "BANK_TOO_SMALL";

  private static final int PROBLEMS_SHOWN = 10;

  record Input(AcceptedRequest request) {}

  private final ItemBanks banks;

  GenerateAssessment(ItemBanks banks) {
    this.banks = banks;
  }

  @Override
  public StepResult<Assessment> execute(Input input, StepContext context) {
    var name = input.request().assessment().bank();
    var bank = banks.find(name);
    if (bank.isEmpty()) {
      return StepResult.refused(
          BANK_UNKNOWN,
          "Item bank \"" + name + "\" is gone since the request was accepted.",
          "Put the bank back, and start a new run.");
    }
    return switch (AssessmentDraw.of(input.request(), bank.get())) {
      case Checked.Right<Assessment>(var assessment) -> askable(assessment);
      case Checked.Wrong<Assessment>(var problems) ->
          StepResult.refused(
              BANK_TOO_SMALL,
              "The bank has changed since the request was accepted: "
                  + RequestAssessment.sentence(problems),
              "Add items to the bank, or ask for fewer questions, and start a new run.");
    };
  }

  private static StepResult<Assessment> askable(Assessment assessment) {
    var problems = QuestionRules.problems(assessment);
    return problems.isEmpty()
        ? StepResult.done(assessment)
        : StepResult.refused(
            AssessmentForms.QUESTION_REFUSED,
            problems.stream().limit(PROBLEMS_SHOWN).collect(Collectors.joining(" ")),
            "Mend the item in its bank and start the run again.");
  }
}
