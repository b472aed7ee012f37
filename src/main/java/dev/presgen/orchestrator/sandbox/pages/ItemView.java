package dev.presgen.orchestrator.sandbox.pages;

import dev.presgen.orchestrator.sandbox.google.forms.Asked;
import dev.presgen.orchestrator.sandbox.google.forms.Submission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One item of a form on the learner's page.
 *
 * @param isSection whether a new section begins here
 */
record ItemView(boolean isSection, String title, String description, List<QuestionView> questions) {

  ItemView {
    questions = List.copyOf(questions);
  }

  /**
   * One question with what was answered so far.
   *
   * @param label differs from the item's title in a grid
   * @param typed what stands in the text input
   * @param points what the question counts; 0 where it does not
   */
  record QuestionView(
      Asked asked,
      String label,
      List<OptionView> options,
      boolean isOtherChosen,
      String otherText,
      String typed,
      int points,
      @Nullable String problem) {

    QuestionView {
      options = List.copyOf(options);
    }

    public boolean isOf(String input) {
      return asked.input().name().equals(input);
    }

    public String inputType() {
      return asked.input() == Asked.Input.CHECKBOX ? "checkbox" : "radio";
    }

    public String otherInput() {
      return Submission.otherInput(asked.id());
    }
  }

  /** One option. */
  record OptionView(String value, boolean isChosen) {}

  /** The item, filled with what was handed in. */
  static ItemView of(JsonNode item, Submission given, Submission.Problems problems) {
    var questions =
        Asked.of(item).stream().map(asked -> question(asked, item, given, problems)).toList();
    return new ItemView(
        item.has("pageBreakItem"),
        item.path("title").asString(""),
        item.path("description").asString(""),
        questions);
  }

  private static QuestionView question(
      Asked asked, JsonNode item, Submission given, Submission.Problems problems) {
    var chosen = given.values().getOrDefault(asked.id(), List.of());
    var options = new ArrayList<OptionView>();
    for (var option : asked.options()) {
      options.add(new OptionView(option, chosen.contains(option)));
    }
    if (asked.question().path("choiceQuestion").path("shuffle").asBoolean(false)) {
      Collections.shuffle(options);
    }
    return new QuestionView(
        asked,
        item.has("questionGroupItem") ? asked.title() : "",
        options,
        chosen.contains(Asked.OTHER),
        given.typed(Submission.otherInput(asked.id())).orElse(""),
        given.typed(asked.id()).orElse(""),
        asked.question().path("grading").path("pointValue").asInt(0),
        problems.byQuestion().get(asked.id()));
  }
}
