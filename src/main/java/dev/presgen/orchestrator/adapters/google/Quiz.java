package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.forms.v1.model.BatchUpdateFormRequest;
import com.google.api.services.forms.v1.model.BatchUpdateFormResponse;
import com.google.api.services.forms.v1.model.ChoiceQuestion;
import com.google.api.services.forms.v1.model.CorrectAnswer;
import com.google.api.services.forms.v1.model.CorrectAnswers;
import com.google.api.services.forms.v1.model.CreateItemRequest;
import com.google.api.services.forms.v1.model.DeleteItemRequest;
import com.google.api.services.forms.v1.model.Feedback;
import com.google.api.services.forms.v1.model.FormSettings;
import com.google.api.services.forms.v1.model.Grading;
import com.google.api.services.forms.v1.model.Info;
import com.google.api.services.forms.v1.model.Item;
import com.google.api.services.forms.v1.model.Location;
import com.google.api.services.forms.v1.model.Option;
import com.google.api.services.forms.v1.model.Question;
import com.google.api.services.forms.v1.model.QuestionItem;
import com.google.api.services.forms.v1.model.QuizSettings;
import com.google.api.services.forms.v1.model.Request;
import com.google.api.services.forms.v1.model.Response;
import com.google.api.services.forms.v1.model.UpdateFormInfoRequest;
import com.google.api.services.forms.v1.model.UpdateSettingsRequest;
import com.google.api.services.forms.v1.model.WriteControl;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.FormText;
import dev.presgen.orchestrator.workflows.assessment.DisplayedText;
import dev.presgen.orchestrator.workflows.assessment.QuestionRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a form is to ask, in texts that Google accepts.
 *
 * <p>Each question is worth one point and may be left out. Google shows the score, what was right
 * and the feedback as soon as the form is sent, which the API cannot switch off. So the feedback only
 * names the topic: the rationales of the bank would name the right option of a question that was
 * missed, and it could not be asked again.
 */
record Quiz(String title, String description, List<Asked> questions) {

  private static final Pattern REQUEST = Pattern.compile("requests\\[([0-9]{1,6})]");

  /** The title and the settings come first. */
  private static final int BEFORE_ITEMS = 2;

  Quiz {
    questions = List.copyOf(questions);
  }

  /**
   * One question.
   *
   * @param topic what it is about: all that feedback may say
   */
  record Asked(
      String itemId, String stem, List<String> options, List<String> right, String topic) {
    Asked {
      options = List.copyOf(options);
      right = List.copyOf(right);
    }

    private String type() {
      return right.size() > 1 ? "CHECKBOX" : "RADIO";
    }
  }

  /** Reads an assessment; refuses what no form can ask. */
  static StepResult<Quiz> of(FormText text, Assessment assessment) {
    var problems = QuestionRules.problems(assessment);
    String title = DisplayedText.clean(text.title());
    if (problems.isEmpty() && DisplayedText.isVisible(title)) {
      return StepResult.done(
          new Quiz(
              title,
              text.description().strip(),
              assessment.questions().stream().map(Quiz::asked).toList()));
    }
    return StepResult.refused(
        AssessmentForms.QUESTION_REFUSED,
        problems.isEmpty() ? "A form must have a title." : problems.getFirst(),
        "Mend the item in its bank and start the run again.");
  }

  private static Asked asked(Assessment.Question question) {
    return new Asked(
        question.itemId(),
        DisplayedText.clean(question.stem()),
        question.options().stream().map(option -> DisplayedText.clean(option.text())).toList(),
        question.rightTexts().stream().map(DisplayedText::clean).toList(),
        DisplayedText.clean(question.domain() + ", " + question.skill()));
  }

  /**
   * The one change that fills the form: all of it happens or none.
   *
   * @param revision the form's revision that the change was made for; any other refuses it
   * @param items how many items the form holds, which are deleted
   */
  BatchUpdateFormRequest batch(
      String revision, int items, GoogleProperties.EmailCollection emailCollection) {
    var requests = new ArrayList<Request>();
    requests.add(
        new Request()
            .setUpdateFormInfo(
                new UpdateFormInfoRequest()
                    .setInfo(new Info().setTitle(title).setDescription(description))
                    .setUpdateMask("title,description")));
    // Before the items: a key is refused on a form that is no quiz yet.
    requests.add(
        new Request()
            .setUpdateSettings(
                new UpdateSettingsRequest()
                    .setSettings(
                        new FormSettings()
                            .setQuizSettings(new QuizSettings().setIsQuiz(true))
                            .set("emailCollectionType", emailCollection.name()))
                    .setUpdateMask("quizSettings.isQuiz,emailCollectionType")));
    for (int i = 0; i < items; i++) {
      requests.add(
          new Request()
              .setDeleteItem(new DeleteItemRequest().setLocation(new Location().setIndex(0))));
    }
    for (int i = 0; i < questions.size(); i++) {
      requests.add(
          new Request()
              .setCreateItem(
                  new CreateItemRequest()
                      .setItem(item(questions.get(i)))
                      .setLocation(new Location().setIndex(i))));
    }
    return new BatchUpdateFormRequest()
        .setRequests(requests)
        .setWriteControl(new WriteControl().setRequiredRevisionId(revision));
  }

  /**
   * The item whose question Google's words are about, by the number of the request in them.
   *
   * @param deleted how many items the change was to delete before
   */
  Optional<String> questionAt(String words, int deleted) {
    return REQUEST.matcher(words)
        .results()
        .map(match -> Integer.parseInt(match.group(1)) - BEFORE_ITEMS - deleted)
        .filter(index -> index >= 0 && index < questions.size())
        .map(index -> questions.get(index).itemId())
        .findFirst();
  }

  private static Item item(Asked asked) {
    var choice =
        new ChoiceQuestion()
            .setType(asked.type())
            .setOptions(asked.options().stream().map(text -> new Option().setValue(text)).toList());
    var key =
        new CorrectAnswers()
            .setAnswers(
                asked.right().stream().map(text -> new CorrectAnswer().setValue(text)).toList());
    return new Item()
        .setTitle(asked.stem())
        .setQuestionItem(
            new QuestionItem()
                .setQuestion(
                    new Question()
                        .setRequired(false)
                        .setChoiceQuestion(choice)
                        .setGrading(
                            new Grading()
                                .setPointValue(1)
                                .setCorrectAnswers(key)
                                .setWhenRight(feedback("Right: ", asked))
                                .setWhenWrong(feedback("To review: ", asked)))));
  }

  private static Feedback feedback(String verdict, Asked asked) {
    return new Feedback().setText(verdict + asked.topic());
  }

  /**
   * Our item ids by the form's question ids, as the reply to {@link #batch} gives them.
   *
   * @throws RuntimeException when it gives others than were asked for
   */
  Map<String, String> askedBy(BatchUpdateFormResponse reply) {
    List<String> ids =
        reply.getReplies()
            .stream()
            .map(Response::getCreateItem)
            .filter(Objects::nonNull)
            .map(created -> created.getQuestionId().getFirst())
            .toList();
    if (ids.size() != questions.size()) {
      throw new IllegalArgumentException(
          "%d questions were made instead of %d".formatted(ids.size(), questions.size()));
    }
    var itemByQuestion = new LinkedHashMap<String, String>();
    for (int i = 0; i < ids.size(); i++) {
      itemByQuestion.put(ids.get(i), questions.get(i).itemId());
    }
    return itemByQuestion;
  }

  /**
   * Our item ids by the form's question ids, where the form asks exactly these questions in this
   * order. Ids of our own would be accepted by Google's documentation, but nobody has seen it; the
   * texts are what the learner reads, so they decide.
   */
  Optional<Map<String, String>> askedBy(List<Item> items) {
    if (items.size() != questions.size()) {
      return Optional.empty();
    }
    var itemByQuestion = new LinkedHashMap<String, String>();
    for (int i = 0; i < items.size(); i++) {
      Asked wanted = questions.get(i);
      Item item = items.get(i);
      if (item.getQuestionItem() == null || item.getQuestionItem().getQuestion() == null) {
        return Optional.empty();
      }
      Question question = item.getQuestionItem().getQuestion();
      boolean same =
          wanted.stem().equals(shown(item.getTitle()))
              && question.getQuestionId() != null
              && question.getChoiceQuestion() != null
              && wanted.type().equals(question.getChoiceQuestion().getType())
              && wanted
                  .options()
                  .equals(
                      texts(question.getChoiceQuestion()).stream()
                          .map(DisplayedText::clean)
                          .toList());
      if (!same) {
        return Optional.empty();
      }
      itemByQuestion.put(question.getQuestionId(), wanted.itemId());
    }
    return itemByQuestion.size() == questions.size()
        ? Optional.of(itemByQuestion)
        : Optional.empty();
  }

  private static String shown(@Nullable String title) {
    return title == null ? "" : DisplayedText.clean(title);
  }

  /** The texts of a question's options, without a free "other" one. */
  static List<String> texts(ChoiceQuestion choice) {
    return Objects.requireNonNullElse(choice.getOptions(), List.<Option>of())
        .stream()
        .map(Option::getValue)
        .filter(Objects::nonNull)
        .toList();
  }
}
