package dev.presgen.orchestrator.sandbox.google.forms;

import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an item must look like to be accepted into a form. */
final class ItemRules {

  static final Set<String> KINDS =
      Set.of("questionItem", "questionGroupItem", "pageBreakItem", "textItem", "imageItem",
          "videoItem");

  private static final Set<String> QUESTION_KINDS =
      Set.of(
          "choiceQuestion",
          "textQuestion",
          "scaleQuestion",
          "dateQuestion",
          "timeQuestion",
          "ratingQuestion",
          "fileUploadQuestion",
          "rowQuestion");

  private final ObjectNode form;
  private final ObjectNode item;

  ItemRules(ObjectNode form, ObjectNode item) {
    this.form = form;
    this.item = item;
  }

  static boolean isQuiz(JsonNode form) {
    return form.path("settings").path("quizSettings").path("isQuiz").asBoolean(false);
  }

  static void requireOneLine(String text, String field) {
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      throw new RuleBroken("Displayed text cannot contain newlines: " + field);
    }
  }

  void check() {
    requireOneLine(item.path("title").asString(""), "item.title");
    var kind = one(item, KINDS, "item");
    switch (kind) {
      case "questionItem" -> question(item.path(kind).path("question"), false);
      case "questionGroupItem" -> group(item.path(kind));
      case "videoItem" -> video(item.path(kind).path("video").path("youtubeUri").asString(""));
      case "imageItem" -> throw new RuleBroken("The sandbox keeps no images.");
      default -> {
      }
    }
  }

  private void question(JsonNode question, boolean isRow) {
    if (!question.isObject()) {
      throw new RuleBroken("question must be set.");
    }
    var kind = one(question, QUESTION_KINDS, "question");
    if (isRow != kind.equals("rowQuestion")) {
      throw new RuleBroken("Row questions are for question groups with a grid, and only they are.");
    }
    var body = question.path(kind);
    switch (kind) {
      case "choiceQuestion" -> new ChoiceRules(form).check(body, true);
      case "scaleQuestion" -> scale(body);
      case "ratingQuestion" -> rating(body);
      case "rowQuestion" -> requireOneLine(body.path("title").asString(""), "row_question.title");
      case "fileUploadQuestion" ->
          throw new RuleBroken("Creation of file upload questions is not supported.");
      default -> {
      }
    }
    if (question.has("grading")) {
      if (!isQuiz(form)) {
        throw new RuleBroken(
            "Invalid grading, grading cannot be set on a form that has no grading settings.", true);
      }
      new GradingRules(question, kind).check();
    }
  }

  private void group(JsonNode group) {
    var columns = group.path("grid").path("columns");
    if (!columns.isObject() || group.path("questions").isEmpty()) {
      throw new RuleBroken("A question group needs a grid with columns, and questions.");
    }
    if (columns.path("type").asString("").equals("DROP_DOWN")) {
      throw new RuleBroken("Only CHECKBOX and RADIO choices are allowed in a grid.");
    }
    new ChoiceRules(form).check(columns, false);
    group.path("questions").forEach(row -> question(row, true));
  }

  private static void scale(JsonNode scale) {
    var low = scale.path("low").asInt(0);
    var high = scale.path("high").asInt(0);
    if (low < 0 || low > 1 || high < 2 || high > 10) {
      throw new RuleBroken("A scale goes from 0 or 1 to a number between 2 and 10.");
    }
    requireOneLine(scale.path("lowLabel").asString(""), "low_label");
    requireOneLine(scale.path("highLabel").asString(""), "high_label");
  }

  private static void rating(JsonNode rating) {
    var levels = rating.path("ratingScaleLevel").asInt(0);
    if (levels < 3 || levels > 10 || rating.path("iconType").asString("").isEmpty()) {
      throw new RuleBroken("A rating needs an icon type and a scale level between 3 and 10.");
    }
  }

  private static void video(String uri) {
    if (!uri.matches("https?://(www\\.)?(youtube\\.com|youtu\\.be)/.+")) {
      throw new RuleBroken("Invalid YouTube URI.");
    }
  }

  private static String one(JsonNode node, Set<String> kinds, String what) {
    var set = node.propertyNames().stream().filter(kinds::contains).toList();
    if (set.size() != 1) {
      throw new RuleBroken("Exactly one kind of %s must be set.".formatted(what));
    }
    return set.getFirst();
  }
}
