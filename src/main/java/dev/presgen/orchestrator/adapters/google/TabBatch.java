package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.sheets.v4.model.AddChartRequest;
import com.google.api.services.sheets.v4.model.AddSheetRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateSpreadsheetRequest;
import com.google.api.services.sheets.v4.model.CellData;
import com.google.api.services.sheets.v4.model.CellFormat;
import com.google.api.services.sheets.v4.model.DeleteEmbeddedObjectRequest;
import com.google.api.services.sheets.v4.model.DeleteSheetRequest;
import com.google.api.services.sheets.v4.model.EmbeddedChart;
import com.google.api.services.sheets.v4.model.EmbeddedObjectPosition;
import com.google.api.services.sheets.v4.model.ExtendedValue;
import com.google.api.services.sheets.v4.model.GridCoordinate;
import com.google.api.services.sheets.v4.model.GridProperties;
import com.google.api.services.sheets.v4.model.GridRange;
import com.google.api.services.sheets.v4.model.OverlayPosition;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.RowData;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.TextFormat;
import com.google.api.services.sheets.v4.model.UpdateCellsRequest;
import com.google.api.services.sheets.v4.model.UpdateSheetPropertiesRequest;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.Cell;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.TabContent;
import java.util.ArrayList;
import java.util.List;

/**
 * The one change that writes tabs. It describes their whole content, so that writing them again
 * leaves the same: a tab that is there is overwritten in place and keeps its id.
 */
final class TabBatch {
  // Google's limit for the content of a cell, less the mark that something was cut.
  private static final int CELL_MAX = 49_999;

  // A chart covers about this many columns and rows at its default size.
  private static final int CHART_COLUMNS = 8;
  private static final int CHART_ROWS = 20;

  private final SeenTabs seen;
  private final List<Request> requests = new ArrayList<>();

  TabBatch(SeenTabs seen) {
    this.seen = seen;
  }

  BatchUpdateSpreadsheetRequest request() {
    return new BatchUpdateSpreadsheetRequest().setRequests(List.copyOf(requests));
  }

  /** Adds or overwrites a tab. */
  void write(TabContent tab, int sheetId) {
    GridProperties grid = grid(tab);
    var properties = new SheetProperties().setSheetId(sheetId).setGridProperties(grid);
    if (seen.idOf(tab.title()).isPresent()) {
      requests.add(
          new Request()
              .setUpdateSheetProperties(
                  new UpdateSheetPropertiesRequest()
                      .setProperties(properties)
                      .setFields(
                          "gridProperties.rowCount,gridProperties.columnCount,"
                              + "gridProperties.frozenRowCount")));
    } else {
      requests.add(
          new Request()
              .setAddSheet(new AddSheetRequest().setProperties(properties.setTitle(tab.title()))));
    }
    // Cells of the range that have no data are cleared.
    var whole =
        new GridRange()
            .setSheetId(sheetId)
            .setStartRowIndex(0)
            .setEndRowIndex(grid.getRowCount())
            .setStartColumnIndex(0)
            .setEndColumnIndex(grid.getColumnCount());
    requests.add(
        new Request()
            .setUpdateCells(
                new UpdateCellsRequest()
                    .setRange(whole)
                    .setRows(rows(tab))
                    .setFields("userEnteredValue,userEnteredFormat.textFormat.bold")));
    chart(tab, sheetId);
  }

  /** Removes a tab. */
  void delete(int sheetId) {
    requests.add(new Request().setDeleteSheet(new DeleteSheetRequest().setSheetId(sheetId)));
  }

  /** A chart that is there makes room for one of another id, since no batch uses an id twice. */
  private void chart(TabContent tab, int sheetId) {
    int usual = SeenTabs.stableId("chart of " + tab.title());
    int other = SeenTabs.following(usual);
    for (int chartId : List.of(usual, other)) {
      if (seen.hasChart(chartId)) {
        requests.add(
            new Request()
                .setDeleteEmbeddedObject(new DeleteEmbeddedObjectRequest().setObjectId(chartId)));
      }
    }
    if (tab.chart().isEmpty() || tab.rows().size() < 2) {
      return;
    }
    var beside =
        new GridCoordinate()
            .setSheetId(sheetId)
            .setRowIndex(0)
            .setColumnIndex(tab.rows().getFirst().size() + 1);
    requests.add(
        new Request()
            .setAddChart(
                new AddChartRequest()
                    .setChart(
                        new EmbeddedChart()
                            .setChartId(seen.hasChart(usual) ? other : usual)
                            .setSpec(
                                BarChart.spec(tab.chart().get(), sheetId, tab.rows().size()))
                            .setPosition(
                                new EmbeddedObjectPosition()
                                    .setOverlayPosition(
                                        new OverlayPosition().setAnchorCell(beside))))));
  }

  private static GridProperties grid(TabContent tab) {
    int rows = tab.rows().size();
    int columns = tab.rows().isEmpty() ? 1 : Math.max(1, tab.rows().getFirst().size());
    boolean chart = tab.chart().isPresent();
    return new GridProperties()
        // Not all rows may be frozen, so there is one more than the header.
        .setRowCount(Math.max(chart ? CHART_ROWS : 2, rows))
        .setColumnCount(chart ? columns + 1 + CHART_COLUMNS : columns)
        .setFrozenRowCount(1);
  }

  private static List<RowData> rows(TabContent tab) {
    var rows = new ArrayList<RowData>();
    for (List<Cell> row : tab.rows()) {
      boolean header = rows.isEmpty();
      rows.add(new RowData().setValues(row.stream().map(cell -> data(cell, header)).toList()));
    }
    return rows;
  }

  private static CellData data(Cell cell, boolean header) {
    var data = new CellData().setUserEnteredValue(value(cell));
    return header
        ? data.setUserEnteredFormat(new CellFormat().setTextFormat(new TextFormat().setBold(true)))
        : data;
  }

  // A text is never parsed here: what begins with = stays a text.
  private static ExtendedValue value(Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) ->
          new ExtendedValue()
              .setStringValue(text.length() <= CELL_MAX ? text : text.substring(0, CELL_MAX) + "…");
      case Cell.Number(double number) -> new ExtendedValue().setNumberValue(number);
    };
  }
}
