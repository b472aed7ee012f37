package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.Current;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.CurrentQuestion;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.Response;
import dev.presgen.orchestrator.workflows.assessment.CountedResponse;
import dev.presgen.orchestrator.workflows.assessment.DisplayedText;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the responses of the run's own form. A form that people have changed never makes a score
 * wrong: questions are known by their ids, so that moving them changes nothing; added ones do not
 * count; deleted ones are not asked; and where the options no longer tell what an answer means, the
 * question is not asked either. Each of these is flagged.
 */
public final class FormAnswers {

  private final Map<String, CurrentQuestion> current = new LinkedHashMap<>();
  private final boolean currentIsKnown;
  private final Flags flags = new Flags();
  private final Set<String> notAsked = new HashSet<>();
  private final Map<String, List<String>> chosen = new HashMap<>();

  private FormAnswers(Optional<Current> current) {
    this.currentIsKnown = current.isPresent();
    current.ifPresent(
        form -> form.questions()
            .forEach(question -> this.current.put(question.questionId(), question)));
  }

  /**
   * Finds the response that counts and reads its answers. It is the learner's last one up to the
   * cut-off, by e-mail address without regard to case; where none has the learner's address, it is
   * the last one of all, and flagged.
   *
   * @param current the form as it stands now; when empty, only the answers tell of changes
   * @param responses in any order; one that is there twice counts once
   * @param cutOff a response at this very moment is in time
   * @return the answers, or that there are none in time
   */
  public static Checked<Submission> read(
      Assessment assessment,
      GoogleAssets.Form form,
      Optional<Current> current,
      Collection<Response> responses,
      String learnerEmail,
      Instant cutOff,
      CountedResponse counts) {
    Map<String, Response> byId = new LinkedHashMap<>();
    responses.forEach(response -> byId.put(response.id(), response));
    List<Response> inTime =
        byId.values()
            .stream()
            .filter(response -> !response.submittedAt().isAfter(cutOff))
            .sorted(Comparator.comparing(Response::submittedAt).thenComparing(Response::id))
            .toList();
    int late = byId.size() - inTime.size();
    if (inTime.isEmpty()) {
      String lateOnes = late == 0 ? "" : "; %d came after the cut-off".formatted(late);
      return new Checked.Wrong<>(
          List.of(new Checked.FieldProblem("", "the form has no response in time" + lateOnes)));
    }
    var answers = new FormAnswers(current);
    Response counted =
        answers.thatCounts(
            inTime, learnerEmail, counts, response -> right(assessment, form, response));
    answers.read(assessment, form, counted);
    return new Checked.Right<>(
        new Submission(answers.chosen, answers.notAsked, late, answers.flags.all()));
  }

  private Response thatCounts(
      List<Response> inTime,
      String learnerEmail,
      CountedResponse counts,
      ToIntFunction<Response> right) {
    List<Response> own =
        inTime.stream()
            .filter(response -> response.email().strip().equalsIgnoreCase(learnerEmail.strip()))
            .toList();
    if (own.isEmpty()) {
      flags.add(
          Flags.OTHER_RESPONDENT,
          "no response has the learner's address; the %s of %d counts"
              .formatted(counts.word(), inTime.size()));
      return counts.of(inTime, right);
    }
    if (own.size() > 1) {
      flags.add(
          Flags.SEVERAL_RESPONSES,
          "the learner responded %d times in time; the %s one counts"
              .formatted(own.size(), counts.word()));
    }
    return counts.of(own, right);
  }

  /** How many questions a response answers right, whatever people have done to the form since. */
  private static int right(Assessment assessment, GoogleAssets.Form form, Response response) {
    Map<String, Question> byItem = assessment.byItem();
    return (int) form.itemByQuestion()
        .entrySet()
        .stream()
        .filter(
            asked -> Optional.ofNullable(byItem.get(asked.getValue()))
                .map(question -> Set.copyOf(question.rightTexts()))
                .filter(right -> right.equals(Set.copyOf(answer(response, asked.getKey()))))
                .isPresent())
        .count();
  }

  private static List<String> answer(Response response, String questionId) {
    return response.answers()
        .getOrDefault(questionId, List.of())
        .stream()
        .map(DisplayedText::clean)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private void read(Assessment assessment, GoogleAssets.Form form, Response response) {
    Map<String, String> questionByItem = new HashMap<>();
    form.itemByQuestion().forEach((question, item) -> questionByItem.put(item, question));
    for (Question question : assessment.questions()) {
      String questionId = questionByItem.get(question.itemId());
      if (questionId == null || (currentIsKnown && !current.containsKey(questionId))) {
        leaveOut(question, "deleted from the form, so not asked");
      } else {
        read(question, answer(response, questionId), current.get(questionId));
      }
    }
    current.values()
        .stream()
        .filter(question -> !form.itemByQuestion().containsKey(question.questionId()))
        .forEach(
            question -> flags.question(
                Flags.FORM_CHANGED, "added to the form, so not counted", question.title()));
  }

  private void read(Question question, List<String> answer, @Nullable CurrentQuestion now) {
    Set<String> known =
        question.options().stream().map(Assessment.Option::text).collect(Collectors.toSet());
    Set<String> shown = now == null ? known : cleaned(now.options());
    boolean asMeant =
        Set.copyOf(answer).equals(Set.copyOf(question.rightTexts()))
            || shown.containsAll(question.rightTexts());
    if (!known.containsAll(answer) || !asMeant) {
      leaveOut(question, "options retyped so that the answer cannot be told, so not asked");
      return;
    }
    if (!answer.isEmpty()) {
      chosen.put(question.itemId(), answer);
    }
    if (!shown.equals(known)) {
      flags.question(
          Flags.FORM_CHANGED, "options changed in the form, scored as meant", question.stem());
    }
    if (now != null && !DisplayedText.clean(now.title()).equals(question.stem())) {
      flags.question(
          Flags.FORM_CHANGED, "reworded in the form, scored as meant", question.stem());
    }
  }

  private static Set<String> cleaned(List<String> options) {
    return options.stream().map(DisplayedText::clean).collect(Collectors.toSet());
  }

  private void leaveOut(Question question, String what) {
    notAsked.add(question.itemId());
    flags.question(Flags.FORM_CHANGED, what, question.stem());
  }
}
