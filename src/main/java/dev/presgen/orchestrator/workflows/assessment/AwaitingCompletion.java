package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.WaitProbe;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.Response;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Presence;
import dev.presgen.orchestrator.workflows.assessment.engine.analysis.SheetAnswers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Step 4: looks whether the learner has answered, in the run's form or in a sheet that a signal
 * names. No answer is accepted while the form or its folder is in the trash or gone: what comes after
 * could not be delivered.
 */
@Step(AssessmentStep.AWAITING_COMPLETION)
final class AwaitingCompletion
    implements
      WaitProbe<AwaitingCompletion.Input, AssessmentCompleted, Completion> {

  static final String SHEET_URL_REFUSED = "SHEET_URL_REFUSED";
  static final String SHEET_NOT_VISIBLE = "SHEET_NOT_VISIBLE";
  static final String SHEET_HAS_NO_ANSWERS = "SHEET_HAS_NO_ANSWERS";
  static final String FORM_GONE = "FORM_GONE";

  record Input(AcceptedRequest request, Assessment assessment, GoogleAssets assets) {}

  private final RunFolders folders;
  private final AssessmentForms forms;
  private final ResultSheets sheets;

  AwaitingCompletion(RunFolders folders, AssessmentForms forms, ResultSheets sheets) {
    this.folders = folders;
    this.forms = forms;
    this.sheets = sheets;
  }

  @Override
  public Finding<Completion> look(
      Input input, Optional<AssessmentCompleted> signal, Instant asOf, StepContext context) {
    var link = signal.flatMap(said -> Optional.ofNullable(said.sheetUrl()));
    if (link.isEmpty() || SheetLink.isSame(link.get(), input.assets().sheet().url())) {
      return inForm(input, asOf);
    }
    var id = SheetLink.idIn(link.get());
    if (id.isEmpty()) {
      return new Finding.Refused<>(
          SHEET_URL_REFUSED, "sheetUrl cannot be used. " + SheetLink.EXPECTED);
    }
    return id.get().equals(input.assets().sheet().id())
        ? inForm(input, asOf)
        : inSheet(input, id.get(), asOf);
  }

  private Finding<Completion> inForm(Input input, Instant asOf) {
    // The form first: a form in the trash still answers, but nobody can fill it in.
    return ifThere(
        input.assets().form().id(),
        "form",
        () -> switch (forms.responses(input.assets().form().id())) {
          case StepResult.Done<List<Response>>(var responses) ->
              accepted(input, inTime(responses, asOf), Optional.empty(), asOf);
          case StepResult.Failed<List<Response>>(var failure) -> new Finding.Failed<>(failure);
          case StepResult.Pending<List<Response>> _, StepResult.LeftOut<List<Response>> _ ->
              new Finding.Nothing<>();
        });
  }

  private static int inTime(List<Response> responses, Instant asOf) {
    return (int) responses.stream().filter(one -> !one.submittedAt().isAfter(asOf)).count();
  }

  private Finding<Completion> inSheet(Input input, String sheetId, Instant asOf) {
    return ifThere(
        input.assets().form().id(),
        "form",
        () -> switch (sheets.firstTab(sheetId)) {
          case StepResult.Done<List<List<String>>>(var rows) ->
              answersIn(rows, input, sheetId, asOf);
          case StepResult.Failed<List<List<String>>>(Failure.Permanent refused) when refused.code()
              .equals(SHEET_NOT_VISIBLE) ->
              new Finding.Refused<>(
                  refused.code(),
                  (refused.detail() + " " + refused.whatToDo()).strip());
          case StepResult.Failed<List<List<String>>>(var failure) ->
              new Finding.Failed<>(failure);
          case StepResult.Pending<List<List<String>>> _, StepResult.LeftOut<List<List<String>>> _ ->
              new Finding.Nothing<>();
        });
  }

  private Finding<Completion> answersIn(
      List<List<String>> rows, Input input, String sheetId, Instant asOf) {
    int filled =
        (int) rows.stream()
            .skip(1)
            .filter(row -> row.stream().anyMatch(cell -> !cell.isBlank()))
            .count();
    if (filled == 0) {
      return new Finding.Nothing<>();
    }
    return switch (SheetAnswers.read(
        input.assessment(),
        rows,
        input.request().learner().email(),
        CountedResponse.LAST)) {
      case Checked.Right<?> _ -> accepted(input, filled, Optional.of(sheetId), asOf);
      case Checked.Wrong<?>(var problems) ->
          new Finding.Refused<>(
              SHEET_HAS_NO_ANSWERS,
              "The sheet's first tab does not fit: "
                  + RequestAssessment.sentence(problems)
                  + ". Its first row must have the questions' titles, and each row below it a"
                  + " response.");
    };
  }

  private Finding<Completion> accepted(
      Input input, int responses, Optional<String> sheetId, Instant asOf) {
    if (responses == 0) {
      return new Finding.Nothing<>();
    }
    return ifThere(
        input.assets().folder().id(),
        "folder",
        () -> new Finding.Found<>(new Completion(responses, sheetId, asOf)));
  }

  private interface Look {
    Finding<Completion> look();
  }

  /** Goes on only when a file of the run is there. */
  private Finding<Completion> ifThere(String id, String what, Look then) {
    return switch (folders.presence(id)) {
      case StepResult.Done<Presence>(var presence) ->
          switch (presence) {
            case PRESENT -> then.look();
            case TRASHED ->
                new Finding.Refused<>(
                    FORM_GONE,
                    "The run's %s is in the trash. Take it out of the trash, and the run goes on; or cancel the run."
                        .formatted(what));
            case GONE ->
                new Finding.Refused<>(
                    FORM_GONE,
                    "The run's %s is gone, or its account may not see it any more. Give it back to the account, or cancel the run and start a new one."
                        .formatted(what));
          };
      case StepResult.Failed<Presence>(var failure) -> new Finding.Failed<>(failure);
      case StepResult.Pending<Presence> _, StepResult.LeftOut<Presence> _ ->
          new Finding.Nothing<>();
    };
  }
}
