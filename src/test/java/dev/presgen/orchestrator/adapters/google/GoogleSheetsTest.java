package dev.presgen.orchestrator.adapters.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.Cell;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.Chart;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.TabContent;
import dev.presgen.orchestrator.workflows.assessment.SheetTabs.Tab;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GoogleSheetsTest {
  private static final String SHEET = "/v4/spreadsheets/s1";
  private static final String BATCH = SHEET + ":batchUpdate";
  private static final int GAPS = SeenTabs.stableId("Gaps");
  private static final int CHART = SeenTabs.stableId("chart of Gaps");
  private static final TabContent TAB =
      new TabContent(
          "Gaps",
          List.of(
              List.of(new Cell.Text("Domain"), new Cell.Text("Percent")),
              List.of(new Cell.Text("=HYPERLINK(\"x\")"), new Cell.Number(12.5))),
          Optional.of(new Chart("Gaps by domain", 0, List.of(1))));
  private static final String CHART_SPEC =
      """
      {"title": "Gaps by domain", "basicChart": {"chartType": "BAR",
        "legendPosition": "BOTTOM_LEGEND", "headerCount": 1,
        "axis": [{"position": "LEFT_AXIS"}, {"position": "BOTTOM_AXIS"}],
        "domains": [{"domain": {"sourceRange": {"sources": [{"sheetId": %1$d, "startRowIndex": 0,
          "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 1}]}}}],
        "series": [{"targetAxis": "BOTTOM_AXIS", "series": {"sourceRange": {"sources": [
          {"sheetId": %1$d, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 1,
           "endColumnIndex": 2}]}}}]}}
      """
          .formatted(GAPS);
  private static final String CELLS =
      """
      {"updateCells": {"range": {"sheetId": %d, "startRowIndex": 0, "endRowIndex": 20,
          "startColumnIndex": 0, "endColumnIndex": 11},
        "fields": "userEnteredValue,userEnteredFormat.textFormat.bold",
        "rows": [
          {"values": [
            {"userEnteredValue": {"stringValue": "Domain"},
             "userEnteredFormat": {"textFormat": {"bold": true}}},
            {"userEnteredValue": {"stringValue": "Percent"},
             "userEnteredFormat": {"textFormat": {"bold": true}}}]},
          {"values": [
            {"userEnteredValue": {"stringValue": "=HYPERLINK(\\"x\\")"}},
            {"userEnteredValue": {"numberValue": 12.5}}]}]}}
      """
          .formatted(GAPS);

  private final GoogleStub google = new GoogleStub();
  private final GoogleSheets sheets = new GoogleSheets(google.calls);

  @AfterEach
  void every_request_was_one_that_google_knows() {
    google.close();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private void sheetIs(String tabs) {
    google.server.stubFor(get(urlPathEqualTo(SHEET)).willReturn(okJson(tabs)));
    google.server.stubFor(post(urlPathEqualTo(BATCH)).willReturn(okJson("{}")));
  }

  /** A sheet with the tab that it comes with, and what a person has entered there. */
  private static String newSheet(String data) {
    return """
        {"sheets": [{"properties": {"title": "Tabelle1", "sheetType": "GRID",
          "gridProperties": {"rowCount": 1000, "columnCount": 26}}, "data": [%s]}]}
        """
        .formatted(data);
  }

  private void valuesAre(String values) {
    google.server.stubFor(get(urlPathMatching(SHEET + "/values/.*")).willReturn(okJson(values)));
  }

  @Test
  void the_first_tabs_take_the_place_of_the_empty_one() {
    sheetIs(newSheet("{}"));

    assertThat(sheets.write("s1", List.of(TAB)))
        .isEqualTo(StepResult.done(List.of(new Tab("Gaps", GAPS))));
    assertThat(google.sent()).containsExactly("GET " + SHEET, "POST " + BATCH);
    assertThat(json(google.body(1)))
        .isEqualTo(
            json(
                """
                {"requests": [
                  {"addSheet": {"properties": {"sheetId": %1$d, "title": "Gaps", "gridProperties":
                    {"rowCount": 20, "columnCount": 11, "frozenRowCount": 1}}}},
                  %2$s,
                  {"addChart": {"chart": {"chartId": %3$d, "spec": %4$s, "position":
                    {"overlayPosition": {"anchorCell":
                      {"sheetId": %1$d, "rowIndex": 0, "columnIndex": 3}}}}}},
                  {"deleteSheet": {"sheetId": 0}}]}
                """
                    .formatted(GAPS, CELLS, CHART, CHART_SPEC)));
  }

  private static final String REFUSAL =
      """
      {"error": {"code": 400, "status": "INVALID_ARGUMENT",
        "message": "Invalid requests[0].addSheet: A sheet with the id 1 already exists."}}
      """;

  @Test
  void tabs_that_somebody_else_adds_meanwhile_are_looked_at_again_later() {
    sheetIs("{\"sheets\": [{\"properties\": {\"sheetId\": 7, \"title\": \"Gaps\"}}]}");
    google.server.stubFor(
        get(urlPathEqualTo(SHEET))
            .inScenario("somebody else")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(okJson("{\"sheets\": []}"))
            .willSetStateTo("has written"));
    google.server.stubFor(
        post(urlPathEqualTo(BATCH)).willReturn(aResponse().withStatus(400).withBody(REFUSAL)));

    assertThat(sheets.write("s1", List.of(TAB)))
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient(
                    "Somebody else has changed the tabs of the sheet meanwhile.")));
  }

  @Test
  void a_refusal_stays_one_where_nobody_else_has_changed_anything() {
    sheetIs("{\"sheets\": []}");
    google.server.stubFor(
        post(urlPathEqualTo(BATCH)).willReturn(aResponse().withStatus(400).withBody(REFUSAL)));

    assertThat(sheets.write("s1", List.of(TAB)))
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Permanent.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"userEnteredValue\": {\"stringValue\": \"mine\"}, \"formattedValue\": \"mine\"}",
      "{\"userEnteredValue\": {\"formulaValue\": \"=IF(TRUE, \\\"\\\")\"}}",
      "{\"formattedValue\": \"Sum of a pivot table\"}"})
  void a_tab_that_somebody_has_written_to_stays(String cell) {
    sheetIs(newSheet("{\"rowData\": [{}, {\"values\": [{}, " + cell + "]}]}"));

    sheets.write("s1", List.of(TAB));

    assertThat(changes()).containsExactly("addSheet", "updateCells", "addChart");
  }

  @Test
  void a_tab_whose_cells_are_only_formatted_is_still_empty() {
    sheetIs(newSheet("{\"rowData\": [{}, {\"values\": [{}, {}]}]}"));

    sheets.write("s1", List.of(TAB));

    assertThat(changes()).containsExactly("addSheet", "updateCells", "addChart", "deleteSheet");
  }

  @Test
  void a_sheet_with_more_in_it_than_can_be_read_is_written_all_the_same_and_its_tab_stays() {
    sheetIs(newSheet("{}"));
    google.server.stubFor(
        get(urlPathEqualTo(SHEET))
            .withQueryParam("fields", containing("rowData"))
            .willReturn(okJson(" ".repeat(64 * 1024 * 1024 + 1))));

    assertThat(sheets.write("s1", List.of(TAB)))
        .isEqualTo(StepResult.done(List.of(new Tab("Gaps", GAPS))));
    assertThat(changes()).containsExactly("addSheet", "updateCells", "addChart");
  }

  /** The kinds of changes in the last batch. */
  private List<String> changes() {
    return json(google.body(google.sent().size() - 1))
        .path("requests")
        .valueStream()
        .flatMap(request -> request.propertyNames().stream())
        .toList();
  }

  @Test
  void a_tab_that_is_there_is_overwritten_in_place() {
    sheetIs(
        """
        {"sheets": [
          {"properties": {"sheetId": 5, "index": 1, "title": "Other",
            "gridProperties": {"rowCount": 9, "columnCount": 9}}},
          {"properties": {"sheetId": %d, "title": "Gaps",
            "gridProperties": {"rowCount": 9, "columnCount": 9}}, "charts": [{"chartId": %d}]}]}
        """
            .formatted(GAPS, CHART));

    assertThat(sheets.write("s1", List.of(TAB)))
        .isEqualTo(StepResult.done(List.of(new Tab("Gaps", GAPS))));
    assertThat(json(google.body(1)))
        .isEqualTo(
            json(
                """
                {"requests": [
                  {"updateSheetProperties": {"properties": {"sheetId": %1$d, "gridProperties":
                    {"rowCount": 20, "columnCount": 11, "frozenRowCount": 1}},
                    "fields": "gridProperties.rowCount,gridProperties.columnCount,gridProperties.frozenRowCount"}},
                  %2$s,
                  {"deleteEmbeddedObject": {"objectId": %3$d}},
                  {"addChart": {"chart": {"chartId": %5$d, "spec": %4$s, "position":
                    {"overlayPosition": {"anchorCell":
                      {"sheetId": %1$d, "rowIndex": 0, "columnIndex": 3}}}}}}]}
                """
                    .formatted(GAPS, CELLS, CHART, CHART_SPEC, CHART + 1)));
  }

  @Test
  void a_chart_that_is_no_longer_wanted_goes() {
    sheetIs(
        """
        {"sheets": [{"properties": {"sheetId": %d, "title": "Gaps"},
          "charts": [{"chartId": %d}]}]}
        """
            .formatted(GAPS, CHART));

    sheets.write("s1", List.of(new TabContent("Gaps", TAB.rows(), Optional.empty())));

    JsonNode requests = json(google.body(1)).path("requests");
    assertThat(requests.get(requests.size() - 1))
        .isEqualTo(json("{\"deleteEmbeddedObject\": {\"objectId\": " + CHART + "}}"));
  }

  @Test
  void a_tab_that_was_renamed_keeps_its_id_and_the_new_one_takes_the_next() {
    sheetIs(
        """
        {"sheets": [{"properties": {"sheetId": %d, "title": "My gaps"}},
          {"properties": {"sheetId": 7, "index": 1, "title": "Other"}}]}
        """
            .formatted(GAPS));

    assertThat(sheets.write("s1", List.of(TAB)))
        .isEqualTo(StepResult.done(List.of(new Tab("Gaps", GAPS + 1))));
  }

  @Test
  void a_tab_of_ours_that_is_out_of_date_goes_and_one_that_somebody_has_added_stays() {
    sheetIs(
        """
        {"sheets": [
          {"properties": {"sheetId": %d, "title": "Gaps"}},
          {"properties": {"sheetId": %d, "index": 1, "title": "Course 1"}},
          {"properties": {"sheetId": %d, "index": 2, "title": "Course 2"}},
          {"properties": {"sheetId": 7, "index": 3, "title": "Course notes"}}]}
        """
            .formatted(
                GAPS, SeenTabs.stableId("Course 1"), SeenTabs.stableId("Course 2")));
    var course = new TabContent("Course 1", TAB.rows(), Optional.empty());

    sheets.write("s1", List.of(course), title -> title.startsWith("Course "));

    assertThat(
        json(google.body(1))
            .path("requests")
            .valueStream()
            .filter(request -> request.has("deleteSheet")))
        .containsExactly(
            json(
                "{\"deleteSheet\": {\"sheetId\": " + SeenTabs.stableId("Course 2") + "}}"));
  }

  @Test
  void a_text_that_no_cell_can_hold_is_cut() {
    sheetIs("{\"sheets\": [{\"properties\": {\"sheetId\": %d, \"title\": \"T\"}}]}".formatted(1));

    sheets.write(
        "s1",
        List.of(
            new TabContent(
                "T", List.of(List.of(new Cell.Text("x".repeat(60_000)))), Optional.empty())));

    assertThat(
        json(google.body(1))
            .at("/requests/1/updateCells/rows/0/values/0/userEnteredValue/stringValue")
            .asString())
        .hasSize(50_000)
        .endsWith("x…");
  }

  @Test
  void nothing_to_write_is_nothing_to_call() {
    assertThat(sheets.write("s1", List.of())).isEqualTo(StepResult.done(List.of()));
    assertThat(google.sent()).isEmpty();
  }

  @Test
  void the_first_tab_is_read_as_texts_and_no_further_than_it_goes() {
    sheetIs(
        """
        {"sheets": [
          {"properties": {"sheetId": 5, "index": 1, "title": "Second",
            "gridProperties": {"rowCount": 9, "columnCount": 9}}},
          {"properties": {"sheetId": 8, "title": "It's mine",
            "gridProperties": {"rowCount": 100000, "columnCount": 703}}}]}
        """);
    valuesAre("{\"values\": [[\"Question\", \"Answer\"], [], [\"One\", 1, true]]}");

    assertThat(sheets.firstTab("s1"))
        .isEqualTo(
            StepResult.done(
                List.of(List.of("Question", "Answer"), List.of(), List.of("One", "1", "true"))));
    assertThat(google.sent().get(1)).isEqualTo("GET " + SHEET + "/values/'It''s%20mine'!A1:GR5001");
  }

  @ParameterizedTest
  @CsvSource({"404,NOT_FOUND", "403,PERMISSION_DENIED"})
  void a_sheet_that_cannot_be_seen_is_said_to_be_so(int status, String reason) {
    google.server.stubFor(
        get(urlPathEqualTo(SHEET))
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withBody(
                        "{\"error\": {\"code\": %d, \"status\": \"%s\"}}"
                            .formatted(status, reason))));

    assertThat(sheets.firstTab("s1"))
        .isEqualTo(
            StepResult.refused(
                "SHEET_NOT_VISIBLE",
                "The sheet does not exist, or this service may not see it.",
                "Share the sheet with the account of the credentials, or use the run's own"
                    + " sheet."));
  }
}
