package dev.presgen.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.drive.model.File;
import com.google.api.services.sheets.v4.model.AddSheetRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateSpreadsheetRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateValuesRequest;
import com.google.api.services.sheets.v4.model.CellData;
import com.google.api.services.sheets.v4.model.ExtendedValue;
import com.google.api.services.sheets.v4.model.GridCoordinate;
import com.google.api.services.sheets.v4.model.GridProperties;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.RowData;
import com.google.api.services.sheets.v4.model.Sheet;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import com.google.api.services.sheets.v4.model.SpreadsheetProperties;
import com.google.api.services.sheets.v4.model.UpdateCellsRequest;
import com.google.api.services.sheets.v4.model.ValueRange;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetsTest extends SandboxServer {

  private String id = "";

  @BeforeEach
  void a_spreadsheet_made_by_drive() throws IOException {
    var file = new File().setName("Results").setMimeType("application/vnd.google-apps.spreadsheet");
    id = drive().files().create(file).execute().getId();
  }

  @Test
  void the_first_tab_is_read_and_not_guessed() throws IOException {
    var sheet = sheets().spreadsheets()
        .get(id)
        .setFields("sheets.properties,properties.title,spreadsheetUrl")
        .execute();
    assertThat(sheet.getProperties()).isEqualTo(new SpreadsheetProperties().setTitle("Results"));
    assertThat(sheet.getSpreadsheetUrl())
        .isEqualTo(url("/sandbox/google/spreadsheets/d/" + id + "/edit"));
    var properties = sheet.getSheets().getFirst().getProperties();
    assertThat(properties.getSheetId()).isNotZero();
    assertThat(properties)
        .isEqualTo(
            new SheetProperties()
                .setSheetId(properties.getSheetId())
                .setTitle("Sheet1")
                .setIndex(0)
                .setSheetType("GRID")
                .setGridProperties(new GridProperties().setRowCount(1000).setColumnCount(26)));
  }

  @Test
  void one_batch_makes_a_tab_fills_it_and_draws_a_chart_of_it() throws IOException {
    var replies =
        batch(
            addSheet(7, "Gaps", 10, 3),
            cells(7, 0, 0, row(text("Domain"), text("Percent")),
                row(text("=HYPERLINK(\"x\")"), number(40)), row(text("Secure"), number(75.5))),
            json(
                "{\"addChart\":{\"chart\":{\"chartId\":9,\"spec\":{\"title\":\"By domain\",\"basicChart\":{\"chartType\":\"COLUMN\","
                    + "\"domains\":[{\"domain\":{\"sourceRange\":{\"sources\":[{\"sheetId\":7,\"endRowIndex\":3,\"endColumnIndex\":1}]}}}],"
                    + "\"series\":[{\"series\":{\"sourceRange\":{\"sources\":[{\"sheetId\":7,\"endRowIndex\":3,\"startColumnIndex\":1,\"endColumnIndex\":2}]}}}]}},"
                    + "\"position\":{\"overlayPosition\":{\"anchorCell\":{\"sheetId\":7,\"rowIndex\":4}}}}}}"),
            json(
                "{\"repeatCell\":{\"range\":{\"sheetId\":7,\"endRowIndex\":1},\"cell\":{\"userEnteredFormat\":{\"textFormat\":{\"bold\":true}}},\"fields\":\"userEnteredFormat(textFormat)\"}}"),
            json(
                "{\"autoResizeDimensions\":{\"dimensions\":{\"sheetId\":7,\"dimension\":\"COLUMNS\"}}}"));
    assertThat(replies).isEqualTo(5);

    var read = sheets().spreadsheets()
        .get(id)
        .setRanges(List.of("Gaps!A1:B3"))
        .setIncludeGridData(true)
        .execute();
    var gaps = read.getSheets().getFirst();
    assertThat(gaps.getCharts().getFirst().getChartId()).isEqualTo(9);
    assertThat(gaps.getCharts().getFirst().getPosition().getOverlayPosition().getWidthPixels())
        .isEqualTo(600);
    var injected = gaps.getData().getFirst().getRowData().get(1).getValues().getFirst();
    assertThat(injected.getUserEnteredValue())
        .isEqualTo(new ExtendedValue().setStringValue("=HYPERLINK(\"x\")"));
    assertThat(injected.getFormattedValue()).isEqualTo("=HYPERLINK(\"x\")");
    assertThat(values("Gaps")).isEqualTo(List.of(List.of("Domain", "Percent"),
        List.of("=HYPERLINK(\"x\")", "40"), List.of("Secure", "75.5")));
  }

  @Test
  void one_bad_request_voids_the_batch() throws IOException {
    assertThat(refusal(() -> batch(addSheet(7, "Gaps", 10, 3), addSheet(8, "gaps", 10, 3))))
        .isEqualTo(
            "400 Invalid requests[1].addSheet: A sheet with the name \"gaps\" already exists. Please enter another name.");
    assertThat(tabs()).containsExactly("Sheet1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock = """
          {"addSheet":{"properties":{"sheetId":7,"title":"Other"}}} | addSheet: A sheet with the id 7 already exists. Please enter another id.
          {"updateCells":{"start":{"sheetId":8},"rows":[],"fields":"*"}} | updateCells: No grid with id: 8
          {"updateCells":{"start":{"sheetId":7},"rows":[{"values":[{}]}]}} | updateCells: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)
          {"updateCells":{"start":{"sheetId":7,"rowIndex":10},"rows":[{"values":[{}]}],"fields":"*"}} | updateCells: Range ('My Tab'!A11) exceeds grid limits. Max rows: 10, max columns: 3
          {"updateCells":{"range":{"sheetId":7,"endRowIndex":1,"endColumnIndex":1},"rows":[{"values":[{},{}]}],"fields":"*"}} | updateCells: Attempting to write column: 1, beyond the last requested column of: 0
          {"deleteSheet":{"sheetId":3}} | deleteSheet: No sheet with id: 3
          {"deleteEmbeddedObject":{"objectId":3}} | deleteEmbeddedObject: No embedded object with id: 3
          {"appendDimension":{"sheetId":7,"dimension":"ROWS","length":10000000}} | appendDimension: This action would increase the number of cells in the workbook above the limit of 10000000 cells.
          {"addChart":{"chart":{"spec":{"pieChart":{}},"position":{"newSheet":true}}}} | addChart: A chart needs at least one source range.
          {"addChart":{"chart":{"spec":{"pieChart":{"series":{"sourceRange":{"sources":[{"sheetId":4}]}}}},"position":{"newSheet":true}}}} | addChart: No grid with id: 4
          """)
  void a_bad_request_is_refused_with_its_place_in_the_batch(String request, String message)
      throws IOException {
    batch(addSheet(7, "My Tab", 10, 3));
    assertThat(refusal(() -> batch(json(request)))).isEqualTo("400 Invalid requests[0]." + message);
  }

  @Test
  void a_cell_holds_fifty_thousand_characters_and_no_more() throws IOException {
    batch(addSheet(7, "Long", 10, 3), cells(7, 0, 0, row(text("x".repeat(50_000)))));
    assertThat(refusal(() -> batch(cells(7, 0, 1, row(text("x".repeat(50_001)))))))
        .isEqualTo(
            "400 Invalid requests[0].updateCells: Your input contains more than the maximum of 50000 characters in a single cell.");
  }

  @Test
  void raw_values_stay_as_they_are_and_entered_ones_are_read_like_typing() throws IOException {
    List<List<Object>> rows = List.of(List.of("=1+1", "0123456", "50%", true, "2026-01-02"));
    update("Sheet1!A1:E1", "RAW", rows);
    update("Sheet1!A2:E2", "USER_ENTERED", rows);
    assertThat(values("Sheet1"))
        .isEqualTo(List.of(List.of("=1+1", "0123456", "50%", "TRUE", "2026-01-02"),
            List.of("#ERROR!", "123456", "50%", "TRUE", "2026-01-02")));
    var unformatted =
        sheets().spreadsheets()
            .values()
            .get(id, "A2:E2")
            .setValueRenderOption("UNFORMATTED_VALUE")
            .execute();
    assertThat(unformatted.getValues().getFirst().toString())
        .isEqualTo("[#ERROR!, 123456.0, 0.5, true, 46024.0]");
    var formulas =
        sheets().spreadsheets().values().get(id, "A2").setValueRenderOption("FORMULA").execute();
    assertThat(formulas.getValues()).isEqualTo(List.of(List.of("=1+1")));
  }

  @Test
  void reads_leave_out_what_is_empty_at_the_end() throws IOException {
    update("Sheet1!A1:C3", "RAW", List.of(List.of("a", "", ""), List.of(""), List.of("", "b")));
    var read = sheets().spreadsheets()
        .values()
        .batchGet(id)
        .setRanges(List.of("A1:C5", "Sheet1!D:E", "A2"))
        .execute();
    assertThat(read.getValueRanges())
        .isEqualTo(
            List.of(
                range("Sheet1!A1:C5").setValues(List.of(List.of("a"), List.of(), List.of("", "b"))),
                range("Sheet1!D1:E1000"),
                range("Sheet1!A2")));
    sheets().spreadsheets().values().clear(id, "Sheet1", null).execute();
    assertThat(values("Sheet1")).isNull();
  }

  @Test
  void ranges_that_do_not_exist_or_do_not_fit_are_refused() {
    assertThat(refusal(() -> values("No such tab!A1")))
        .isEqualTo("400 Unable to parse range: No such tab!A1");
    assertThat(refusal(() -> values("A1001")))
        .isEqualTo("400 Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26");
    assertThat(refusal(() -> update("A1:B1", "RAW", List.of(List.of(1), List.of(2)))))
        .isEqualTo(
            "400 Invalid data: Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]");
    assertThat(refusal(() -> update("A1", "", List.of(List.of(1)))))
        .isEqualTo("400 'valueInputOption' is required but not specified");
  }

  @Test
  void a_batch_of_values_is_written_whole_or_not_at_all() throws IOException {
    var good = new ValueRange().setRange("A1").setValues(List.of(List.of("x")));
    var bad = new ValueRange().setRange("Nowhere!A1").setValues(List.of(List.of("y")));
    var both =
        new BatchUpdateValuesRequest().setValueInputOption("RAW").setData(List.of(good, bad));
    assertThat(refusal(() -> sheets().spreadsheets().values().batchUpdate(id, both).execute()))
        .isEqualTo("400 Unable to parse range: Nowhere!A1");
    assertThat(values("Sheet1")).isNull();
    var done =
        sheets().spreadsheets().values().batchUpdate(id, both.setData(List.of(good))).execute();
    assertThat(done.getTotalUpdatedCells()).isEqualTo(1);
  }

  @Test
  void tabs_are_renamed_moved_and_deleted_but_the_last_one_stays() throws IOException {
    batch(addSheet(7, "B", 5, 5), addSheet(8, "C", 5, 5));
    batch(json(
        "{\"updateSheetProperties\":{\"properties\":{\"sheetId\":8,\"title\":\"First\",\"index\":0},\"fields\":\"title,index\"}}"));
    assertThat(tabs()).containsExactly("First", "Sheet1", "B");
    batch(json("{\"deleteSheet\":{\"sheetId\":7}}"), json("{\"deleteSheet\":{\"sheetId\":8}}"));
    var last = sheets().spreadsheets()
        .get(id)
        .execute()
        .getSheets()
        .getFirst()
        .getProperties()
        .getSheetId();
    assertThat(refusal(() -> batch(json("{\"deleteSheet\":{\"sheetId\":" + last + "}}"))))
        .isEqualTo(
            "400 Invalid requests[0].deleteSheet: You can't remove all the sheets in a document.");
  }

  @Test
  void a_table_needs_a_name_and_cells_of_its_own() throws IOException {
    var table =
        "{\"addTable\":{\"table\":{\"name\":\"Answers\",\"range\":{\"sheetId\":7,\"endRowIndex\":3,\"endColumnIndex\":2}}}}";
    batch(addSheet(7, "T", 5, 5), json(table));
    assertThat(refusal(() -> batch(json(table))))
        .isEqualTo(
            "400 Invalid requests[0].addTable: A table with the name \"Answers\" already exists.");
    assertThat(refusal(() -> batch(json(table.replace("Answers", "More")))))
        .isEqualTo(
            "400 Invalid requests[0].addTable: A table cannot overlap another table: T!A1:B3");
  }

  @Test
  void sheets_makes_a_spreadsheet_with_the_tabs_it_is_told() throws IOException {
    var wanted =
        new Spreadsheet()
            .setProperties(new SpreadsheetProperties().setTitle("Made").setLocale("de_DE"))
            .setSheets(List.of(
                new Sheet().setProperties(new SheetProperties().setSheetId(5).setTitle("Five"))));
    var made = sheets().spreadsheets().create(wanted).execute();
    assertThat(made.getProperties().getLocale()).isEqualTo("de_DE");
    assertThat(made.getSheets()).extracting(sheet -> sheet.getProperties().getTitle())
        .containsExactly("Five");
    assertThat(drive().files().get(made.getSpreadsheetId()).execute().getName()).isEqualTo("Made");
  }

  private int batch(Request... requests) throws IOException {
    var body = new BatchUpdateSpreadsheetRequest().setRequests(Arrays.asList(requests));
    return sheets().spreadsheets().batchUpdate(id, body).execute().getReplies().size();
  }

  private static Request json(String request) throws IOException {
    return com.google.api.client.json.gson.GsonFactory.getDefaultInstance()
        .fromString(request, Request.class);
  }

  private static Request addSheet(int sheetId, String title, int rows, int columns) {
    var grid = new GridProperties().setRowCount(rows).setColumnCount(columns);
    var properties =
        new SheetProperties().setSheetId(sheetId).setTitle(title).setGridProperties(grid);
    return new Request().setAddSheet(new AddSheetRequest().setProperties(properties));
  }

  private static Request cells(int sheetId, int row, int column, RowData... rows) {
    var start = new GridCoordinate().setSheetId(sheetId).setRowIndex(row).setColumnIndex(column);
    var update = new UpdateCellsRequest().setStart(start).setRows(Arrays.asList(rows));
    return new Request().setUpdateCells(update.setFields("userEnteredValue"));
  }

  private static RowData row(CellData... cells) {
    return new RowData().setValues(Arrays.asList(cells));
  }

  private static CellData text(String text) {
    return new CellData().setUserEnteredValue(new ExtendedValue().setStringValue(text));
  }

  private static CellData number(double number) {
    return new CellData().setUserEnteredValue(new ExtendedValue().setNumberValue(number));
  }

  private static ValueRange range(String range) {
    return new ValueRange().setRange(range).setMajorDimension("ROWS");
  }

  private Object update(String range, String option, List<List<Object>> rows) throws IOException {
    var body = new ValueRange().setValues(rows);
    return sheets().spreadsheets()
        .values()
        .update(id, range, body)
        .setValueInputOption(option)
        .execute();
  }

  private List<List<Object>> values(String range) throws IOException {
    return sheets().spreadsheets().values().get(id, range).execute().getValues();
  }

  private List<String> tabs() throws IOException {
    return sheets().spreadsheets()
        .get(id)
        .execute()
        .getSheets()
        .stream()
        .map(sheet -> sheet.getProperties().getTitle())
        .toList();
  }
}
