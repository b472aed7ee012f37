package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.sheets.v4.model.EmbeddedChart;
import com.google.api.services.sheets.v4.model.GridProperties;
import com.google.api.services.sheets.v4.model.Sheet;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The tabs of a spreadsheet as Google shows them, without their cells; the first comes first. */
record SeenTabs(List<Tab> tabs, Set<Integer> charts) {
  static final String FIELDS =
      "sheets(properties(sheetId,title,index,sheetType,gridProperties),charts(chartId))";

  SeenTabs {
    tabs = List.copyOf(tabs);
    charts = Set.copyOf(charts);
  }

  /** One tab; without rows where it holds no cells. */
  record Tab(int id, String title, int rows, int columns) {}

  static SeenTabs of(Spreadsheet spreadsheet) {
    List<Sheet> sheets = Objects.requireNonNullElse(spreadsheet.getSheets(), List.of());
    var charts = new HashSet<Integer>();
    for (Sheet sheet : sheets) {
      Objects.requireNonNullElse(sheet.getCharts(), List.<EmbeddedChart>of())
          .forEach(chart -> charts.add(chart.getChartId()));
    }
    return new SeenTabs(
        sheets.stream()
            .map(Sheet::getProperties)
            .sorted(Comparator.comparingInt(tab -> orZero(tab.getIndex())))
            .map(SeenTabs::tab)
            .toList(),
        charts);
  }

  private static Tab tab(SheetProperties properties) {
    GridProperties grid =
        Objects.requireNonNullElseGet(properties.getGridProperties(), GridProperties::new);
    return new Tab(
        orZero(properties.getSheetId()),
        properties.getTitle(),
        orZero(grid.getRowCount()),
        orZero(grid.getColumnCount()));
  }

  // Google leaves zeros out.
  private static int orZero(Integer number) {
    return Objects.requireNonNullElse(number, 0);
  }

  Optional<Integer> idOf(String title) {
    return tabs.stream().filter(tab -> tab.title().equals(title)).map(Tab::id).findFirst();
  }

  boolean hasChart(int chartId) {
    return charts.contains(chartId);
  }

  /** An id for a tab that is not there yet: the same each time, unless a renamed tab has it. */
  int freeIdFor(String title) {
    int id = stableId(title);
    while (hasTab(id)) {
      id = following(id);
    }
    return id;
  }

  private boolean hasTab(int id) {
    return tabs.stream().anyMatch(tab -> tab.id() == id);
  }

  /** A positive number that a name always gives. */
  static int stableId(String name) {
    return Math.floorMod(name.hashCode(), Integer.MAX_VALUE) + 1;
  }

  /** The number after a {@link #stableId}, for when that one is taken. */
  static int following(int id) {
    return Math.floorMod(id, Integer.MAX_VALUE) + 1;
  }
}
