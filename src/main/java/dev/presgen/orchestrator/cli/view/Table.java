package dev.presgen.orchestrator.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows under each other, their columns as wide as their widest cell. Empty columns are left out. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<Cell>> rows = new ArrayList<>();

  private Table(List<Cell> headings) {
    rows.add(headings);
  }

  /** A table with these headings, without rows. */
  public static Table of(Ink ink, String... headings) {
    return new Table(
        List.of(headings).stream().map(heading -> new Cell(heading, ink::dim)).toList());
  }

  /** Adds a row of as many cells as there are headings. */
  public Table row(Cell... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** A cell without a colour. */
  public static Cell cell(String text) {
    return new Cell(text, UnaryOperator.identity());
  }

  /** A cell in the colour of its own status. */
  public static Cell status(Ink ink, String status) {
    return new Cell(status, text -> ink.status(status, text));
  }

  /** The table's lines, the headings first. */
  public List<String> lines() {
    var widths = new ArrayList<Integer>();
    for (int column = 0; column < rows.getFirst().size(); column++) {
      widths.add(width(column));
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private int width(int column) {
    var body = rows.stream().skip(1).mapToInt(row -> row.get(column).text().length()).max();
    return body.orElse(1) == 0
        ? 0
        : Math.max(body.orElse(0), rows.getFirst().get(column).text().length());
  }

  private static String line(List<Cell> row, List<Integer> widths) {
    var line = new StringBuilder();
    var padding = "";
    for (int column = 0; column < row.size(); column++) {
      int width = widths.get(column);
      if (width == 0) {
        continue;
      }
      var cell = row.get(column);
      if (!cell.text().isEmpty()) {
        line.append(padding).append(cell.paint().apply(cell.text()));
        padding = "";
      }
      padding += " ".repeat(width - cell.text().length()) + GAP;
    }
    return line.toString();
  }

  /**
   * One cell.
   *
   * @param text as it counts for the width
   * @param paint adds what has no width
   */
  public record Cell(String text, UnaryOperator<String> paint) {}
}
