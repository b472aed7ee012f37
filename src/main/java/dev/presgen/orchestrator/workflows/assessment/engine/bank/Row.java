package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import dev.presgen.orchestrator.workflows.assessment.CognitiveLevel;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import dev.presgen.orchestrator.workflows.assessment.DisplayedText;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** One row of a table of items, and what is wrong with it. */
final class Row {

  private static final String LETTERS = "abcdef";

  private final CSVRecord values;
  private final Map<String, Integer> columns;
  private final List<String> problems = new ArrayList<>();

  Row(CSVRecord values, Map<String, Integer> columns) {
    this.values = values;
    this.columns = columns;
  }

  /** What was found wrong so far. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * The item, good when there are no problems.
   *
   * @param number the row's, from 1
   */
  Item item(int number) {
    String id = optional("id", Item.LONGEST_NAME);
    return new Item(
        id.isEmpty() ? "q" + number : id,
        needed("domain", Item.LONGEST_NAME),
        needed("skill", Item.LONGEST_NAME),
        choice("level", CognitiveLevel.values()),
        choice("difficulty", Difficulty.values()),
        needed("question", Item.LONGEST_TEXT),
        options(optional("rationale", Item.LONGEST_RATIONALE)));
  }

  private List<Item.Option> options(String rationale) {
    Map<Character, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < LETTERS.length(); i++) {
      char letter = LETTERS.charAt(i);
      String text = optional("option_" + letter, Item.LONGEST_TEXT);
      if (!text.isEmpty()) {
        texts.put(letter, text);
      }
    }
    if (texts.size() < Item.FEWEST_OPTIONS) {
      problems.add("has %d options, at least 2 are needed".formatted(texts.size()));
    }
    if (!BankRules.repeated(List.copyOf(texts.values())).isEmpty()) {
      problems.add("has the same option twice");
    }
    Set<Character> right = right(texts);
    return texts.entrySet()
        .stream()
        .map(
            option -> new Item.Option(
                option.getValue(),
                right.contains(option.getKey()),
                right.contains(option.getKey()) ? rationale : ""))
        .toList();
  }

  private Set<Character> right(Map<Character, String> texts) {
    String answer = value("answer");
    String letters = answer.toLowerCase(Locale.ROOT).replaceAll("[\\s,;]", "");
    Set<Character> right = letters.chars().mapToObj(c -> (char) c).collect(Collectors.toSet());
    if (right.isEmpty() || right.size() < letters.length() || !texts.keySet().containsAll(right)) {
      problems.add(
          "the answer is \"%s\", must be the letter of an option of this item, or several such as"
              .formatted(shortened(answer))
              + " ACD or A;C, each once");
    }
    return right;
  }

  private <E extends Enum<E>> Optional<E> choice(String column, E[] constants) {
    String word = value(column);
    var constant =
        Arrays.stream(constants).filter(it -> it.name().equalsIgnoreCase(word)).findFirst();
    if (constant.isEmpty() && !word.isEmpty()) {
      problems.add(
          "the %s is \"%s\", must be blank or one of %s"
              .formatted(
                  column,
                  shortened(word),
                  Arrays.stream(constants)
                      .map(it -> it.name().toLowerCase(Locale.ROOT))
                      .collect(Collectors.joining(", "))));
    }
    return constant;
  }

  private String needed(String column, int longest) {
    String text = optional(column, longest);
    if (text.isEmpty()) {
      problems.add("the %s is blank".formatted(column));
    }
    return text;
  }

  private String optional(String column, int longest) {
    String text = value(column);
    int length = DisplayedText.length(text);
    if (length > longest) {
      problems.add(
          "the %s has %d characters, at most %d are allowed".formatted(column, length, longest));
    }
    return text;
  }

  private String value(String column) {
    Integer index = columns.get(column);
    return index == null ? "" : DisplayedText.clean(values.get(index));
  }

  /** A text of the table, short enough to stand in a message. */
  static String shortened(String text) {
    return Fields.shortened(DisplayedText.clean(text));
  }
}
