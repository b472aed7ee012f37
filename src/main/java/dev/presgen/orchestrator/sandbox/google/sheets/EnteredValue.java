package dev.presgen.orchestrator.sandbox.google.sheets;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts a value into a cell the way the two input options of {@code values} do. */
final class EnteredValue {

  /** Documented, and named in the error text of the live service. */
  static final int CHARACTERS_MAX = 50_000;

  private EnteredValue() {}

  /** As it is. */
  static void raw(JsonNode value, ObjectNode cell) {
    if (value.isString() && value.stringValue().isEmpty()) {
      cell.remove("userEnteredValue");
      return;
    }
    var entered = cell.putObject("userEnteredValue");
    if (value.isBoolean()) {
      entered.put("boolValue", value.booleanValue());
    } else if (value.isNumber()) {
      entered.put("numberValue", value.doubleValue());
    } else {
      entered.put("stringValue", value.asString(""));
    }
  }

  /** As if a person had typed it: formulas, numbers, dates and truth values are recognised. */
  static void typed(JsonNode value, ObjectNode cell) {
    var text = value.isString() ? value.stringValue() : "";
    if (text.startsWith("=") && text.length() > 1) {
      cell.putObject("userEnteredValue").put("formulaValue", text);
    } else if (text.startsWith("'")) {
      cell.putObject("userEnteredValue").put("stringValue", text.substring(1));
    } else if (text.matches("(?i)true|false")) {
      cell.putObject("userEnteredValue").put("boolValue", Boolean.parseBoolean(text));
    } else if (text.matches("[+-]?(\\d{1,15}(\\.\\d*)?|\\.\\d+)%?")) {
      number(text, cell);
    } else if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      date(value, cell);
    } else {
      raw(value, cell);
    }
  }

  private static void number(String text, ObjectNode cell) {
    var isPercent = text.endsWith("%");
    var number = Double.parseDouble(isPercent ? text.substring(0, text.length() - 1) : text);
    cell.putObject("userEnteredValue").put("numberValue", isPercent ? number / 100 : number);
    if (isPercent) {
      format(cell, "PERCENT", text.contains(".") ? "0.00%" : "0%");
    }
  }

  private static void date(JsonNode value, ObjectNode cell) {
    try {
      var day = ChronoUnit.DAYS.between(CellText.DAY_ZERO, LocalDate.parse(value.asString("")));
      cell.putObject("userEnteredValue").put("numberValue", (double) day);
      format(cell, "DATE", "yyyy-mm-dd");
    } catch (DateTimeParseException e) {
      raw(value, cell);
    }
  }

  private static void format(ObjectNode cell, String type, String pattern) {
    cell.withObject("userEnteredFormat")
        .putObject("numberFormat")
        .put("type", type)
        .put("pattern", pattern);
  }
}
