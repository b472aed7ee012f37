package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Form;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The form that a learner fills in. Google Forms, in practice. */
public interface AssessmentForms {

  /** The code of a permanent failure: a question cannot be asked as it is. */
  String QUESTION_REFUSED = "QUESTION_REFUSED";

  /**
   * What the form says.
   *
   * @param description shown below the title; may be empty
   */
  record FormText(String title, String description) {}

  /**
   * One response.
   *
   * @param email as the form collected it; empty when it did not
   * @param answers the chosen option texts by the form's question id; a question left out is absent
   */
  record Response(String id, Instant submittedAt, String email, Map<String, List<String>> answers) {
    public Response {
      answers = Map.copyOf(answers);
    }
  }

  /**
   * The form as it stands now.
   *
   * @param questions question ids with their option texts, in order
   */
  record Current(String revision, List<CurrentQuestion> questions) {
    public Current {
      questions = List.copyOf(questions);
    }
  }

  /** A question of the form as it stands now. */
  record CurrentQuestion(String questionId, String title, List<String> options) {
    public CurrentQuestion {
      options = List.copyOf(options);
    }
  }

  /**
   * Fills an empty form with the quiz, in one atomic change that is guarded by the form's revision.
   * When the questions are there already, answers them as they are. The form asks for the
   * respondent's e-mail address.
   *
   * @param formId made by {@link RunFolders#createFile}
   */
  StepResult<Form> fill(String formId, FormText text, Assessment assessment);

  /**
   * Opens the form for answers, to the reader alone. Natural: repeats are harmless. Never lets
   * anybody edit it.
   */
  StepResult<Form> publish(Form form, Reader reader);

  /** Stops taking answers. Natural; a form that is gone is closed. */
  StepResult<String> close(String formId);

  /** All responses, oldest first; at most 5,000. Reads only. */
  StepResult<List<Response>> responses(String formId);

  /** The form as it stands now. Reads only. */
  StepResult<Current> current(String formId);
}
