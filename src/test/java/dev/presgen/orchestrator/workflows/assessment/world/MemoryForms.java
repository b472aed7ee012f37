package dev.presgen.orchestrator.workflows.assessment.world;

import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Form;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Presence;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Forms, and the people who fill them in or change them. */
public final class MemoryForms implements AssessmentForms {

  private static final class Quiz {
    final Map<String, Question> byQuestionId = new LinkedHashMap<>();
    final List<CurrentQuestion> current = new ArrayList<>();
    final List<Response> responses = new ArrayList<>();
    final List<Reader> readers = new ArrayList<>();
    boolean accepting;
    int revision = 1;
  }

  private final World world;
  private final Map<String, Quiz> quizzes = new HashMap<>();

  MemoryForms(World world) {
    this.world = world;
  }

  @Override
  public StepResult<Form> fill(String formId, FormText text, Assessment assessment) {
    return world.faults.call(
        "fill",
        () -> {
          var quiz = quiz(formId);
          if (quiz.byQuestionId.isEmpty()) {
            for (var question : assessment.questions()) {
              var id = "q" + quiz.byQuestionId.size();
              quiz.byQuestionId.put(id, question);
              quiz.current.add(
                  new CurrentQuestion(
                      id,
                      question.stem(),
                      question.options().stream().map(Assessment.Option::text).toList()));
            }
            quiz.revision++;
          }
          return StepResult.done(form(formId));
        });
  }

  private Quiz quiz(String formId) {
    if (world.presence(formId) == Presence.GONE) {
      throw new IllegalStateException("no form " + formId);
    }
    return quizzes.computeIfAbsent(formId, _ -> new Quiz());
  }

  private Form form(String formId) {
    var quiz = quiz(formId);
    var items = new HashMap<String, String>();
    quiz.byQuestionId.forEach((id, question) -> items.put(id, question.itemId()));
    return new Form(
        formId, "https://forms.example.org/" + formId, String.valueOf(quiz.revision), items);
  }

  @Override
  public StepResult<Form> publish(Form form, Reader reader) {
    return world.faults.call(
        "publish",
        () -> {
          var quiz = quiz(form.id());
          if (!quiz.readers.contains(reader)) {
            quiz.readers.add(reader);
          }
          quiz.accepting = true;
          return StepResult.done(form(form.id()));
        });
  }

  @Override
  public StepResult<String> close(String formId) {
    return world.faults.call(
        "close",
        () -> {
          if (world.presence(formId) != Presence.GONE) {
            world.file(formId).changed = false; // The last change is now ours.
            quiz(formId).accepting = false;
          }
          return StepResult.done(formId);
        });
  }

  @Override
  public StepResult<List<Response>> responses(String formId) {
    return world.faults.call(
        "responses",
        () -> world.presence(formId) == Presence.GONE
            ? StepResult.refused("NOT_FOUND", "There is no such form.", "Look for it.")
            : StepResult.done(List.copyOf(quiz(formId).responses)));
  }

  @Override
  public StepResult<Current> current(String formId) {
    return world.faults.call(
        "current",
        () -> {
          var quiz = quiz(formId);
          return StepResult.done(new Current(String.valueOf(quiz.revision), quiz.current));
        });
  }

  public boolean isOpen(String formId) {
    return quiz(formId).accepting;
  }

  public List<Reader> readers(String formId) {
    return List.copyOf(quiz(formId).readers);
  }

  /** How a person answers a question: the texts of the chosen options. */
  public interface Answering extends Function<Question, List<String>> {}

  /** Chooses all that is right. */
  public static List<String> right(Question question) {
    return question.rightTexts();
  }

  /** Chooses one option that is wrong. */
  public static List<String> wrong(Question question) {
    return question.options()
        .stream()
        .filter(option -> !option.right())
        .limit(1)
        .map(Assessment.Option::text)
        .toList();
  }

  /** Somebody fills the form in and sends it. */
  public void submit(String formId, String email, Answering answering) {
    var quiz = quiz(formId);
    if (!quiz.accepting) {
      throw new IllegalStateException("form " + formId + " is closed");
    }
    var answers = new HashMap<String, List<String>>();
    quiz.byQuestionId.forEach(
        (id, question) -> {
          var chosen = answering.apply(question);
          if (!chosen.isEmpty()) {
            answers.put(id, chosen);
          }
        });
    quiz.responses.add(
        new Response(
            "response-" + quiz.responses.size(), world.time.instant(), email, answers));
  }

  /** Somebody edits the form. */
  public void edit(String formId, UnaryOperator<List<CurrentQuestion>> change) {
    var quiz = quiz(formId);
    var after = List.copyOf(change.apply(List.copyOf(quiz.current)));
    quiz.current.clear();
    quiz.current.addAll(after);
    quiz.revision++;
  }
}
