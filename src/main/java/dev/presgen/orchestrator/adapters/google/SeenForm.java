package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.forms.v1.model.BatchUpdateFormResponse;
import com.google.api.services.forms.v1.model.Item;
import com.google.api.services.forms.v1.model.Question;
import com.google.api.services.forms.v1.model.QuestionGroupItem;
import com.google.api.services.forms.v1.model.WriteControl;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.Current;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.CurrentQuestion;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Form;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What Google shows of a form. */
record SeenForm(String id, String responderUrl, String revision, List<Item> items) {

  SeenForm {
    items = List.copyOf(items);
  }

  static SeenForm of(com.google.api.services.forms.v1.model.Form form) {
    return new SeenForm(
        Objects.requireNonNull(form.getFormId()),
        Objects.requireNonNull(form.getResponderUri()),
        Objects.requireNonNull(form.getRevisionId()),
        Objects.requireNonNullElse(form.getItems(), List.of()));
  }

  /** The same form once it was filled, as far as the reply tells. */
  SeenForm filled(BatchUpdateFormResponse reply) {
    return Optional.ofNullable(reply.getWriteControl())
        .map(WriteControl::getRequiredRevisionId)
        .map(now -> new SeenForm(id, responderUrl, now, items))
        .orElse(this);
  }

  Form form(Map<String, String> itemByQuestion) {
    return new Form(id, responderUrl, revision, itemByQuestion);
  }

  Current current() {
    return new Current(revision, items.stream().flatMap(SeenForm::questions).toList());
  }

  private static Stream<CurrentQuestion> questions(Item item) {
    String title = Objects.requireNonNullElse(item.getTitle(), "");
    if (item.getQuestionItem() != null && item.getQuestionItem().getQuestion() != null) {
      Question question = item.getQuestionItem().getQuestion();
      return Stream.of(
          new CurrentQuestion(
              question.getQuestionId(),
              title,
              question.getChoiceQuestion() == null
                  ? List.of()
                  : Quiz.texts(question.getChoiceQuestion())));
    }
    return item.getQuestionGroupItem() == null
        ? Stream.empty()
        : rows(title, item.getQuestionGroupItem());
  }

  /** The rows of a grid, which only a person can have added. */
  private static Stream<CurrentQuestion> rows(String title, QuestionGroupItem group) {
    List<String> columns =
        group.getGrid() == null || group.getGrid().getColumns() == null
            ? List.of()
            : Quiz.texts(group.getGrid().getColumns());
    return Objects.requireNonNullElse(group.getQuestions(), List.<Question>of())
        .stream()
        .map(row -> new CurrentQuestion(row.getQuestionId(), title, columns));
  }
}
