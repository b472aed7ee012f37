package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.LocatedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a bank from comma-separated values (RFC 4180): a row of column names, then one item a row.
 * The columns may stand in any order; those that are not {@linkplain #NEEDED needed} may be absent.
 * {@code answer} holds the letters of the right options, in either case: {@code B}, or for several
 * {@code ACD}, {@code A;C} or {@code "A, C"}. The rationale is that of the right options. An item
 * without an id is called {@code q} and its row's number.
 */
final class CsvReader {

  static final List<String> COLUMNS =
      List.of(
          "id", "domain", "skill", "level", "difficulty", "question", "option_a", "option_b",
          "option_c", "option_d", "option_e", "option_f", "answer", "rationale");

  static final List<String> NEEDED =
      List.of("domain", "skill", "question", "option_a", "option_b", "answer");

  private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().get();

  private final String name;
  private final String text;
  private final BankRules rules = new BankRules();
  private final List<Item> items = new ArrayList<>();
  private final List<FieldProblem> problems = new ArrayList<>();
  private int line = 1;
  private long counted;

  CsvReader(String name, String text) {
    this.name = name;
    this.text = text;
  }

  Checked<ItemBank> read() {
    try (var parser = CSVParser.parse(text, FORMAT)) {
      Map<String, Integer> columns = Map.of();
      int rows = 0;
      for (CSVRecord row : parser) {
        moveTo(row.getCharacterPosition());
        if (isBlank(row)) {
          continue;
        }
        if (columns.isEmpty()) {
          columns = columns(row);
          if (!problems.isEmpty()) {
            return new Checked.Wrong<>(problems);
          }
        } else if (++rows > ItemBank.MOST_ITEMS) {
          problem("is one item too many: at most " + ItemBank.MOST_ITEMS);
          break;
        } else {
          item(row, columns, rows);
        }
      }
      if (rows == 0) {
        problem("has no items");
      }
    } catch (IOException | UncheckedIOException notCsv) {
      // The parser stands where it gave up; what is wrong began at the row that it was reading.
      problem("the row that begins after here is not CSV: a quote is not closed, or stands within"
          + " a value without being doubled");
    }
    return problems.isEmpty()
        ? new Checked.Right<>(new ItemBank(name, name, Optional.empty(), "", items))
        : new Checked.Wrong<>(problems);
  }

  /** Counts the lines up to a place in the text, which no record tells of. */
  private void moveTo(long place) {
    for (; counted < place; counted++) {
      char c = text.charAt((int) counted);
      boolean ends =
          c == '\n'
              || (c == '\r'
                  && (counted + 1 == text.length() || text.charAt((int) counted + 1) != '\n'));
      line += ends ? 1 : 0;
    }
  }

  private static boolean isBlank(CSVRecord row) {
    return row.stream().allMatch(String::isBlank);
  }

  private Map<String, Integer> columns(CSVRecord header) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String column = header.get(i).strip().toLowerCase(Locale.ROOT);
      if (!COLUMNS.contains(column)) {
        problem(
            "\"%s\" is not a column here; the columns are %s, separated by commas"
                .formatted(Row.shortened(header.get(i)), String.join(",", COLUMNS)));
      } else if (columns.putIfAbsent(column, i) != null) {
        problem("the column %s is there twice".formatted(column));
      }
    }
    NEEDED.stream()
        .filter(needed -> !columns.containsKey(needed))
        .forEach(missing -> problem("the column %s is missing".formatted(missing)));
    return columns;
  }

  private void item(CSVRecord values, Map<String, Integer> columns, int number) {
    if (values.size() != columns.size()) {
      problem(
          "has %d values for %d columns; a value with a comma in it stands in quotes"
              .formatted(values.size(), columns.size()));
      return;
    }
    var row = new Row(values, columns);
    Item item = row.item(number);
    row.problems().forEach(this::problem);
    String here = "line " + line;
    rules
        .id(item.id(), here)
        .ifPresent(wrong -> problem("the id \"%s\" %s".formatted(Row.shortened(item.id()), wrong)));
    if (!item.stem().isEmpty()) {
      rules.stem(item.stem(), here).ifPresent(wrong -> problem("the question " + wrong));
    }
    items.add(item);
  }

  private void problem(String detail) {
    problems.add(LocatedJson.problem("", line, detail));
  }
}
