package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.google.GoogleError;
import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A1 notation: {@code 'My tab'!A1:B2}, {@code Tab}, {@code A:C}, {@code Tab!A2:C}. */
final class A1 {

  private static final Pattern CELLS =
      Pattern.compile("([A-Z]{0,3})(\\d{0,8})(?::([A-Z]{0,3})(\\d{0,8}))?");
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  private A1() {}

  /** The cells that the text means. */
  static Area parse(String text, Workbook workbook) {
    var bang = text.lastIndexOf('!');
    var area =
        bang >= 0
            ? tab(text.substring(0, bang), workbook)
                .flatMap(tab -> cells(text.substring(bang + 1), tab))
            : tab(text, workbook).map(Area::all).or(() -> cells(text, first(workbook)));
    var found = area.filter(it -> it.tab().isGrid()).orElseThrow(() -> unparsable(text));
    try {
      found.requireInGrid();
    } catch (RuleBroken e) {
      throw GoogleError.invalid(e.text());
    }
    return found;
  }

  /** The area as Google writes it. */
  static String text(Area area) {
    var from = column(area.left()) + (area.top() + 1);
    var to = column(area.right() - 1) + area.bottom();
    return quoted(area.tab().title()) + "!" + (from.equals(to) ? from : from + ":" + to);
  }

  /** The letters of a column, from 0 for A. */
  static String column(int index) {
    var letters = new StringBuilder();
    for (int rest = index + 1; rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.toString();
  }

  private static String quoted(String title) {
    return PLAIN.matcher(title).matches() ? title : "'" + title.replace("'", "''") + "'";
  }

  private static Tab first(Workbook workbook) {
    return workbook.tabs().getFirst();
  }

  private static Optional<Tab> tab(String name, Workbook workbook) {
    var isQuoted = name.length() > 2 && name.startsWith("'") && name.endsWith("'");
    return workbook.find(isQuoted ? name.substring(1, name.length() - 1).replace("''", "'") : name);
  }

  private static Optional<Area> cells(String text, Tab tab) {
    var matcher = CELLS.matcher(text.replace("$", "").toUpperCase(Locale.ROOT));
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    var left = matcher.group(1);
    var top = matcher.group(2);
    var isSingle = matcher.group(3) == null;
    var right = isSingle ? left : matcher.group(3);
    var bottom = isSingle ? top : matcher.group(4);
    var isEmpty = (left.isEmpty() && top.isEmpty()) || (right.isEmpty() && bottom.isEmpty());
    if (isEmpty || (isSingle && (left.isEmpty() || top.isEmpty()))
        || left.isEmpty() != right.isEmpty()) {
      return Optional.empty();
    }
    var area =
        new Area(
            tab,
            top.isEmpty() ? 0 : Integer.parseInt(top) - 1,
            left.isEmpty() ? 0 : index(left),
            bottom.isEmpty() ? tab.rowCount() : Integer.parseInt(bottom),
            right.isEmpty() ? tab.columnCount() : index(right) + 1);
    var isForward = area.top() >= 0 && area.top() < area.bottom() && area.left() < area.right();
    return isForward ? Optional.of(area) : Optional.empty();
  }

  private static int index(String letters) {
    int index = 0;
    for (int i = 0; i < letters.length(); i++) {
      index = index * 26 + letters.charAt(i) - 'A' + 1;
    }
    return index - 1;
  }

  private static GoogleError unparsable(String text) {
    return GoogleError.invalid("Unable to parse range: " + text);
  }
}
