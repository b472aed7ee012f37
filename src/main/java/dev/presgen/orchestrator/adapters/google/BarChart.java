package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.sheets.v4.model.BasicChartAxis;
import com.google.api.services.sheets.v4.model.BasicChartDomain;
import com.google.api.services.sheets.v4.model.BasicChartSeries;
import com.google.api.services.sheets.v4.model.BasicChartSpec;
import com.google.api.services.sheets.v4.model.ChartData;
import com.google.api.services.sheets.v4.model.ChartSourceRange;
import com.google.api.services.sheets.v4.model.ChartSpec;
import com.google.api.services.sheets.v4.model.GridRange;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.Chart;
import java.util.List;

/** A chart of horizontal bars, whose long labels stay readable. */
final class BarChart {
  private static final String LABELS_AXIS = "LEFT_AXIS";
  private static final String VALUES_AXIS = "BOTTOM_AXIS";

  private BarChart() {}

  /**
   * The chart as Sheets describes it.
   *
   * @param rows of the tab, the header among them
   */
  static ChartSpec spec(Chart chart, int sheetId, int rows) {
    return new ChartSpec()
        .setTitle(chart.title())
        .setBasicChart(
            new BasicChartSpec()
                .setChartType("BAR")
                .setLegendPosition("BOTTOM_LEGEND")
                .setHeaderCount(1)
                .setAxis(
                    List.of(
                        new BasicChartAxis().setPosition(LABELS_AXIS),
                        new BasicChartAxis().setPosition(VALUES_AXIS)))
                .setDomains(
                    List.of(
                        new BasicChartDomain().setDomain(column(sheetId, chart.labels(), rows))))
                .setSeries(
                    chart.values()
                        .stream()
                        .map(column -> new BasicChartSeries()
                            .setSeries(column(sheetId, column, rows))
                            .setTargetAxis(VALUES_AXIS))
                        .toList()));
  }

  private static ChartData column(int sheetId, int column, int rows) {
    return new ChartData()
        .setSourceRange(
            new ChartSourceRange()
                .setSources(
                    List.of(
                        new GridRange()
                            .setSheetId(sheetId)
                            .setStartRowIndex(0)
                            .setEndRowIndex(rows)
                            .setStartColumnIndex(column)
                            .setEndColumnIndex(column + 1))));
  }
}
