package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code spreadsheets.values}: cells by A1 ranges. */
@Service
@SandboxOnly
@Transactional
public class Values {

  private final Spreadsheets spreadsheets;

  Values(Spreadsheets spreadsheets) {
    this.spreadsheets = spreadsheets;
  }

  /**
   * How values are read.
   *
   * @param isByColumn whether the inner lists are columns
   * @param rendering {@code FORMATTED_VALUE}, {@code UNFORMATTED_VALUE} or {@code FORMULA}
   */
  public record Reading(boolean isByColumn, String rendering) {}

  public ObjectNode get(String id, List<String> ranges, Reading reading) {
    return spreadsheets.read(
        id,
        workbook -> {
          var answer = JsonMapper.shared().createObjectNode().put("spreadsheetId", id);
          var found = answer.putArray("valueRanges");
          ranges.forEach(range -> found.add(read(A1.parse(range, workbook), reading)));
          return answer;
        });
  }

  /** Writes every range or none; {@code isTyped} as if a person had typed the values. */
  public ObjectNode update(String id, List<JsonNode> data, boolean isTyped, boolean isSingle) {
    return spreadsheets.lock(
        id,
        (stored, workbook) -> {
          var answer = JsonMapper.shared().createObjectNode().put("spreadsheetId", id);
          var responses = answer.putArray("responses");
          var tabs = new HashSet<Integer>();
          for (int i = 0; i < data.size(); i++) {
            var writing = new ValueWriting(workbook, data.get(i), isTyped,
                isSingle ? "Invalid data: " : "Invalid data[%d]: ".formatted(i));
            responses.add(writing.write().put("spreadsheetId", id));
            tabs.add(writing.tab().id());
          }
          totals(answer, tabs.size());
          return answer;
        });
  }

  public ObjectNode clear(String id, String range) {
    return spreadsheets.lock(
        id,
        (stored, workbook) -> {
          var area = A1.parse(range, workbook);
          for (int row = area.top(); row < Math.min(area.bottom(),
              area.tab().rows().size()); row++) {
            for (int column = area.left(); column < area.right(); column++) {
              area.tab().cell(row, column).ifPresent(cell -> cell.remove("userEnteredValue"));
            }
          }
          return JsonMapper.shared()
              .createObjectNode()
              .put("spreadsheetId", id)
              .put("clearedRange", A1.text(area));
        });
  }

  private static void totals(ObjectNode answer, int tabs) {
    answer.put("totalUpdatedSheets", tabs);
    for (var what : new String[]{"Rows", "Columns", "Cells"}) {
      var sum = answer.path("responses")
          .valueStream()
          .mapToInt(it -> it.path("updated" + what).asInt(0))
          .sum();
      answer.put("totalUpdated" + what, sum);
    }
  }

  private static ObjectNode read(Area area, Reading reading) {
    var range = JsonMapper.shared().createObjectNode();
    range.put("range", A1.text(area))
        .put("majorDimension", reading.isByColumn ? "COLUMNS" : "ROWS");
    var lines = new ArrayList<ArrayNode>();
    for (int i = 0; i < (reading.isByColumn
        ? area.width()
        : Math.min(area.height(), area.tab().rows().size() - area.top())); i++) {
      lines.add(line(area, i, reading));
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    if (!lines.isEmpty()) {
      range.putArray("values").addAll(lines);
    }
    return range;
  }

  private static ArrayNode line(Area area, int index, Reading reading) {
    var line = JsonMapper.shared().createArrayNode();
    var length = reading.isByColumn
        ? Math.min(area.height(), area.tab().rows().size() - area.top())
        : area.width();
    for (int i = 0; i < length; i++) {
      var row = area.top() + (reading.isByColumn ? i : index);
      var column = area.left() + (reading.isByColumn ? index : i);
      line.add(area.tab().cell(row, column).map(cell -> rendered(cell, reading)).orElse(EMPTY));
    }
    while (!line.isEmpty() && line.get(line.size() - 1).equals(EMPTY)) {
      line.remove(line.size() - 1);
    }
    return line;
  }

  private static final JsonNode EMPTY = JsonMapper.shared().getNodeFactory().stringNode("");

  private static JsonNode rendered(ObjectNode cell, Reading reading) {
    return switch (reading.rendering) {
      case "FORMATTED_VALUE" -> text(CellText.formatted(cell));
      case "FORMULA" ->
          cell.path("userEnteredValue").has("formulaValue")
              ? text(CellText.entered(cell))
              : value(cell);
      case "UNFORMATTED_VALUE" -> value(cell);
      default ->
          throw GoogleError.invalid("Invalid value at 'value_render_option': " + reading.rendering);
    };
  }

  private static JsonNode value(ObjectNode cell) {
    var value = CellText.effective(cell);
    return value.isMissingNode() ? EMPTY : value;
  }

  private static JsonNode text(String text) {
    return JsonMapper.shared().getNodeFactory().stringNode(text);
  }
}
