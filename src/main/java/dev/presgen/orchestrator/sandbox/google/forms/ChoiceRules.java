package dev.presgen.orchestrator.sandbox.google.forms;

import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a list of options must look like. */
final class ChoiceRules {

  private final ObjectNode form;

  ChoiceRules(ObjectNode form) {
    this.form = form;
  }

  /**
   * Refuses bad options.
   *
   * @param isSingle false for the columns of a grid, where "other" and navigation are not allowed
   */
  void check(JsonNode choice, boolean isSingle) {
    var type = choice.path("type").asString("");
    if (type.isEmpty() || type.endsWith("_UNSPECIFIED")) {
      throw new RuleBroken("The type of a choice question must be set.");
    }
    var options = choice.path("options");
    if (options.isEmpty()) {
      throw new RuleBroken("A choice question must have at least one option.");
    }
    var values = new HashSet<String>();
    int leading = 0;
    for (var option : options) {
      value(option, type, isSingle, values);
      leading += leads(option, type, isSingle) ? 1 : 0;
    }
    if (leading != 0 && leading != options.size()) {
      throw new RuleBroken("Invalid Options, Either all or no options should be go to enabled");
    }
  }

  private static void value(JsonNode option, String type, boolean isSingle,
      Set<String> values) {
    if (option.has("image")) {
      throw new RuleBroken("The sandbox keeps no images.");
    }
    if (option.path("isOther").asBoolean(false)) {
      if (option.has("value")) {
        throw new RuleBroken("Cannot set option.value or option.image when option.isOther is true");
      }
      if (type.equals("DROP_DOWN") || !isSingle) {
        throw new RuleBroken(
            "The option \"other\" is allowed for RADIO and CHECKBOX questions only.");
      }
      if (!values.add("")) {
        throw new RuleBroken("Duplicate option value: other");
      }
      return;
    }
    var value = option.path("value").asString("");
    ItemRules.requireOneLine(value, "option.value");
    if (value.isBlank()) {
      throw new RuleBroken("The value of an option must not be empty.");
    }
    if (!values.add(value)) {
      throw new RuleBroken("Duplicate option value: " + value);
    }
  }

  private boolean leads(JsonNode option, String type, boolean isSingle) {
    var section = option.path("goToSectionId").asString("");
    var action = option.path("goToAction").asString("");
    if (section.isEmpty() && (action.isEmpty() || action.endsWith("_UNSPECIFIED"))) {
      return false;
    }
    if (type.equals("CHECKBOX") || !isSingle) {
      throw new RuleBroken("Navigation is allowed for RADIO and DROP_DOWN questions only.");
    }
    var isSection =
        form.path("items")
            .valueStream()
            .anyMatch(
                item -> item.has("pageBreakItem")
                    && item.path("itemId").asString("").equals(section));
    if (!section.isEmpty() && !isSection) {
      throw new RuleBroken(
          "There is no section with the item ID '%s' in this form.".formatted(section));
    }
    return true;
  }
}
