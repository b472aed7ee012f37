package dev.presgen.orchestrator.sandbox.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * A chart as a list of bars: the first series of a basic or pie chart.
 *
 * @param kind the chart's type, in words
 * @param highest the largest value, at least 1
 */
record ChartView(String title, String kind, List<Bar> bars, double highest) {

  ChartView {
    bars = List.copyOf(bars);
  }

  /** One value with its label, and as it stands in the sheet. */
  record Bar(String label, double value, String text) {}

  /**
   * The chart.
   *
   * @param tabs the spreadsheet's tabs, whose cells the chart refers to
   */
  static ChartView of(JsonNode chart, JsonNode tabs) {
    var spec = chart.path("spec");
    var basic = spec.path("basicChart");
    var pie = spec.path("pieChart");
    var kind =
        pie.isObject() ? "pie" : basic.path("chartType").asString("other").toLowerCase(Locale.ROOT);
    var domain = pie.isObject() ? pie.path("domain") : basic.path("domains").path(0).path("domain");
    var series = pie.isObject() ? pie.path("series") : basic.path("series").path(0).path("series");
    var labels = texts(domain, tabs);
    var values = texts(series, tabs);
    var bars = new ArrayList<Bar>();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).matches("-?\\d+(\\.\\d+)?")) {
        bars.add(
            new Bar(i < labels.size() ? labels.get(i) : "", Double.parseDouble(values.get(i)),
                values.get(i)));
      }
    }
    var highest = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    return new ChartView(spec.path("title").asString("Untitled chart"), kind, bars,
        Math.max(1, highest));
  }

  private static List<String> texts(JsonNode data, JsonNode tabs) {
    var texts = new ArrayList<String>();
    for (var range : data.path("sourceRange").path("sources")) {
      var cells = cells(range, tabs);
      var bottom = Math.min(range.path("endRowIndex").asInt(cells.size()), cells.size());
      for (int row = range.path("startRowIndex").asInt(0); row < bottom; row++) {
        var right =
            Math.min(range.path("endColumnIndex").asInt(Integer.MAX_VALUE), cells.path(row).size());
        for (int column = range.path("startColumnIndex").asInt(0); column < right; column++) {
          texts.add(cells.path(row).path(column).asString(""));
        }
      }
    }
    return texts;
  }

  private static JsonNode cells(JsonNode range, JsonNode tabs) {
    return tabs.valueStream()
        .filter(tab -> tab.path("sheetId").asInt(0) == range.path("sheetId").asInt(0))
        .findFirst()
        .map(tab -> tab.path("cells"))
        .orElse(range.path("none"));
  }
}
