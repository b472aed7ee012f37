package dev.presgen.orchestrator.sandbox.google.sheets;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a cell says: as it was entered, as a value, and as it is shown. Formulas are kept but not computed. */
public final class CellText {

  /** Day 0 of Google's serial dates. */
  static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);

  private CellText() {}

  /** The text as it was entered, formulas included; empty for an empty cell. */
  public static String entered(JsonNode cell) {
    var value = cell.path("userEnteredValue");
    if (value.has("formulaValue")) {
      return value.path("formulaValue").asString("");
    }
    return plain(effective(cell));
  }

  /** The letters of a column, from 0 for A. */
  public static String column(int index) {
    return A1.column(index);
  }

  /** The value: text, a number or a truth value; missing for an empty cell. */
  static JsonNode effective(JsonNode cell) {
    var value = cell.path("userEnteredValue");
    if (value.has("formulaValue")) {
      return JsonNodeFactory.instance.stringNode("#ERROR!");
    }
    for (var kind : new String[]{"stringValue", "numberValue", "boolValue"}) {
      if (value.has(kind)) {
        return value.path(kind);
      }
    }
    return JsonMapper.shared().missingNode();
  }

  /** As the tab shows it. */
  static String formatted(JsonNode cell) {
    var value = effective(cell);
    var format = cell.path("userEnteredFormat").path("numberFormat");
    if (!value.isNumber() || !format.isObject()) {
      return plain(value);
    }
    var number = value.doubleValue();
    var type = format.path("type").asString("");
    if (type.equals("DATE")) {
      return DAY_ZERO.plusDays((long) number).toString();
    }
    var pattern = format.path("pattern").asString(type.equals("PERCENT") ? "0.00%" : "");
    try {
      return pattern.isEmpty()
          ? plain(value)
          : new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT))
              .format(number);
    } catch (IllegalArgumentException e) {
      return plain(value);
    }
  }

  /** The computed fields that Google adds to a cell when it is read. */
  static ObjectNode read(ObjectNode cell) {
    var read = cell.deepCopy();
    var value = effective(cell);
    if (cell.path("userEnteredValue").has("formulaValue")) {
      read.putObject("effectiveValue")
          .putObject("errorValue")
          .put("type", "ERROR")
          .put("message", "The sandbox keeps formulas and does not compute them.");
    } else if (!value.isMissingNode()) {
      read.set("effectiveValue", cell.path("userEnteredValue").deepCopy());
    }
    if (!value.isMissingNode()) {
      read.put("formattedValue", formatted(cell));
    }
    if (cell.has("userEnteredFormat")) {
      read.set("effectiveFormat", cell.path("userEnteredFormat").deepCopy());
    }
    return read;
  }

  private static String plain(JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue() ? "TRUE" : "FALSE";
    }
    if (value.isNumber()) {
      return new BigDecimal(Double.toString(value.doubleValue())).stripTrailingZeros()
          .toPlainString();
    }
    return value.asString("");
  }
}
