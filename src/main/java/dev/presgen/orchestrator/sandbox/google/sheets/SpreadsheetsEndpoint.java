package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sheets' {@code spreadsheets}. */
@RestController
@SandboxOnly
@RequestMapping("/sandbox/google/v4/spreadsheets")
class SpreadsheetsEndpoint {

  private final Spreadsheets spreadsheets;

  SpreadsheetsEndpoint(Spreadsheets spreadsheets) {
    this.spreadsheets = spreadsheets;
  }

  @PostMapping
  ResponseEntity<String> create(
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestParam(required = false) @Nullable String fields) {
    var wanted = GoogleApi.SHEETS.read(body, "Spreadsheet");
    return GoogleApi.SHEETS.answering("Spreadsheet", fields).with(spreadsheets.create(wanted));
  }

  /** With a mask, the mask alone decides whether the cells come along. */
  @GetMapping("/{spreadsheetId}")
  ResponseEntity<String> get(
      @PathVariable String spreadsheetId,
      HttpServletRequest request,
      @RequestParam(defaultValue = "false") boolean includeGridData,
      @RequestParam(required = false) @Nullable String fields) {
    var answer = GoogleApi.SHEETS.answering("Spreadsheet", fields);
    var withData = fields == null ? includeGridData : answer.asksFor("sheets", "data");
    return answer.with(
        spreadsheets.get(spreadsheetId, ValuesEndpoint.ranges(request), withData));
  }

  @PostMapping("/{spreadsheetId:[^:]+}:batchUpdate")
  ResponseEntity<String> batchUpdate(
      @PathVariable String spreadsheetId,
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestParam(required = false) @Nullable String fields) {
    var batch = GoogleApi.SHEETS.read(body, "BatchUpdateSpreadsheetRequest");
    var answer = GoogleApi.SHEETS.answering("BatchUpdateSpreadsheetResponse", fields);
    var isDataAskedFor = answer.asksFor("updatedSpreadsheet", "sheets", "data");
    return answer.with(spreadsheets.batchUpdate(spreadsheetId, batch, isDataAskedFor));
  }
}
