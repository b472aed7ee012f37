package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sheets' {@code spreadsheets.values}. A tab whose title holds a slash can be named in a query or body only. */
@RestController
@SandboxOnly
@RequestMapping("/sandbox/google/v4/spreadsheets/{spreadsheetId}")
class ValuesEndpoint {

  private final Values values;

  ValuesEndpoint(Values values) {
    this.values = values;
  }

  @GetMapping("/values/{range}")
  ResponseEntity<String> get(
      @PathVariable String spreadsheetId,
      @PathVariable String range,
      @RequestParam(defaultValue = "ROWS") String majorDimension,
      @RequestParam(defaultValue = "FORMATTED_VALUE") String valueRenderOption,
      @RequestParam(required = false) @Nullable String fields) {
    var answer = GoogleApi.SHEETS.answering("ValueRange", fields);
    var reading = new Values.Reading(majorDimension.equals("COLUMNS"), valueRenderOption);
    var found = values.get(spreadsheetId, List.of(range), reading);
    return answer.with((ObjectNode) found.path("valueRanges").get(0));
  }

  /** The ranges are read as they stand: Spring would split one at a comma in a tab's title. */
  @GetMapping("/values:batchGet")
  ResponseEntity<String> batchGet(
      @PathVariable String spreadsheetId,
      HttpServletRequest request,
      @RequestParam(defaultValue = "ROWS") String majorDimension,
      @RequestParam(defaultValue = "FORMATTED_VALUE") String valueRenderOption,
      @RequestParam(required = false) @Nullable String fields) {
    var answer = GoogleApi.SHEETS.answering("BatchGetValuesResponse", fields);
    var reading = new Values.Reading(majorDimension.equals("COLUMNS"), valueRenderOption);
    return answer.with(values.get(spreadsheetId, ranges(request), reading));
  }

  @PutMapping("/values/{range}")
  ResponseEntity<String> update(
      @PathVariable String spreadsheetId,
      @PathVariable String range,
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestParam(defaultValue = "") String valueInputOption,
      @RequestParam(required = false) @Nullable String fields) {
    var data = GoogleApi.SHEETS.read(body, "ValueRange");
    var answer = GoogleApi.SHEETS.answering("UpdateValuesResponse", fields);
    var named = data.path("range").asString(range);
    if (!named.equals(range)) {
      throw GoogleError.invalid(
          "Requested writing within range [%s], but the body names range [%s]".formatted(range,
              named));
    }
    data.put("range", range);
    var done = values.update(spreadsheetId, List.of(data), isTyped(valueInputOption), true);
    return answer.with((ObjectNode) done.path("responses").get(0));
  }

  @PostMapping("/values:batchUpdate")
  ResponseEntity<String> batchUpdate(
      @PathVariable String spreadsheetId,
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestParam(required = false) @Nullable String fields) {
    var batch = GoogleApi.SHEETS.read(body, "BatchUpdateValuesRequest");
    var answer = GoogleApi.SHEETS.answering("BatchUpdateValuesResponse", fields);
    var isTyped = isTyped(batch.path("valueInputOption").asString(""));
    var data = new ArrayList<JsonNode>();
    batch.path("data").forEach(data::add);
    return answer.with(values.update(spreadsheetId, data, isTyped, false));
  }

  @PostMapping("/values/{range:.+}:clear")
  ResponseEntity<String> clear(
      @PathVariable String spreadsheetId,
      @PathVariable String range,
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestParam(required = false) @Nullable String fields) {
    GoogleApi.SHEETS.read(body, "ClearValuesRequest");
    var answer = GoogleApi.SHEETS.answering("ClearValuesResponse", fields);
    return answer.with(values.clear(spreadsheetId, range));
  }

  static List<String> ranges(HttpServletRequest request) {
    var ranges = request.getParameterValues("ranges");
    return ranges == null ? List.of() : List.of(ranges);
  }

  private static boolean isTyped(String valueInputOption) {
    return switch (valueInputOption) {
      case "RAW" -> false;
      case "USER_ENTERED" -> true;
      default ->
          throw GoogleError.invalid("'valueInputOption' is required but not specified",
              "value_input_option");
    };
  }
}
