package dev.presgen.orchestrator.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the demonstration's learner has studied of a published item bank: most of the first domain,
 * and less of each that follows, so that the gaps are worth looking at.
 *
 * @param answers the right options by question, for what it knows
 */
public record Studies(Map<String, List<String>> answers) {

  /** Of ten items, how many it knows: in the first domain, the second, and so on. */
  private static final List<Integer> KNOWN_OF_TEN = List.of(9, 7, 5, 3);

  /** Copies the answers. */
  public Studies {
    answers = Map.copyOf(answers);
  }

  /** Somebody who has studied nothing. */
  public static Studies none() {
    return new Studies(Map.of());
  }

  /**
   * Somebody who has studied a part of the bank in a resource of this jar.
   *
   * @throws IOException when it cannot be read
   */
  public static Studies of(String resource) throws IOException {
    try (var stream = Studies.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IOException("the bundled bank " + resource + " is not there");
      }
      return of(JsonMapper.shared().readTree(stream));
    }
  }

  private static Studies of(JsonNode bank) {
    var domains =
        new ArrayList<>(new LinkedHashSet<>(bank.path("items").findValuesAsString("domain")));
    var seen = new HashMap<String, Integer>();
    var answers = new HashMap<String, List<String>>();
    for (var item : bank.path("items")) {
      var domain = item.path("domain").asString();
      int number = seen.merge(domain, 1, Integer::sum);
      int known = KNOWN_OF_TEN.get(Math.min(domains.indexOf(domain), KNOWN_OF_TEN.size() - 1));
      // 7 and 10 have no common factor: the known ones are spread over the domain.
      if (number * 7 % 10 < known) {
        answers.put(plain(item.path("stem").asString()), right(item));
      }
    }
    return new Studies(answers);
  }

  private static List<String> right(JsonNode item) {
    return item.path("options")
        .valueStream()
        .filter(option -> option.path("correct").asBoolean())
        .map(option -> option.path("text").asString())
        .collect(Collectors.toList());
  }

  /** The right options of a question, or nothing when it has not studied that one. */
  List<String> answer(String question) {
    var asked = plain(question);
    return answers.entrySet()
        .stream()
        .filter(known -> asked.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(List.of());
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
