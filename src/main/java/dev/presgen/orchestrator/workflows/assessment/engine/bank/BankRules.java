package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import dev.presgen.orchestrator.workflows.assessment.DisplayedText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What holds among the items of a bank and the options of an item, whatever the format. */
final class BankRules {

  static final Pattern ITEM_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  static final String ITEM_ID_RULE =
      "1 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit";

  private final Map<String, String> stems = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();

  /**
   * Notes an id.
   *
   * @param place where the id stands, for the message about a later one
   * @return what is wrong with it
   */
  Optional<String> id(String id, String place) {
    if (!ITEM_ID.matcher(id).matches()) {
      return Optional.of("must be " + ITEM_ID_RULE);
    }
    return taken(ids.putIfAbsent(id, place));
  }

  /** Notes a stem, as {@link #id} does an id. */
  Optional<String> stem(String stem, String place) {
    return taken(stems.putIfAbsent(stem, place));
  }

  private static Optional<String> taken(@Nullable String place) {
    return Optional.ofNullable(place).map(first -> "is the same as at " + first);
  }

  /** The indexes of options whose text an earlier option has. */
  static Set<Integer> repeated(List<String> texts) {
    Set<String> seen = new HashSet<>();
    Set<Integer> repeated = new HashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      if (!seen.add(texts.get(i))) {
        repeated.add(i);
      }
    }
    return repeated;
  }

  /** What is wrong with the last of an item's options, seen with the ones before it. */
  static Optional<String> option(List<Item.Option> options) {
    Item.Option last = options.getLast();
    if (options.size() > Item.MOST_OPTIONS) {
      return Optional.of("is one option too many: at most " + Item.MOST_OPTIONS);
    }
    if (DisplayedText.length(last.text()) > Item.LONGEST_TEXT) {
      return Optional.of("has an option of more than %d characters".formatted(Item.LONGEST_TEXT));
    }
    if (DisplayedText.length(last.rationale()) > Item.LONGEST_RATIONALE) {
      return Optional.of(
          "has feedback of more than %d characters".formatted(Item.LONGEST_RATIONALE));
    }
    return repeated(options.stream().map(Item.Option::text).toList()).isEmpty()
        ? Optional.empty()
        : Optional.of("has the same option twice");
  }
}
