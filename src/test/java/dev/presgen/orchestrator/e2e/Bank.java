package dev.presgen.orchestrator.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The bundled item bank, read as a file: what a test knows of right and wrong. */
final class Bank {
  private static final ObjectNode FILE = read("/banks/aws-saa-c03.json");

  private Bank() {}

  static ObjectNode read(String resource) {
    try (var file = Bank.class.getResourceAsStream(resource)) {
      return (ObjectNode) JsonMapper.shared().readTree(Objects.requireNonNull(file, resource));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The item behind a question's title. */
  static JsonNode item(String title) {
    return FILE.path("items")
        .valueStream()
        .filter(item -> item.path("stem").asString().equals(title))
        .findFirst()
        .orElseThrow();
  }

  /** The right options of a question. */
  static List<String> right(String title) {
    return item(title)
        .path("options")
        .valueStream()
        .filter(option -> option.path("correct").asBoolean())
        .map(option -> option.path("text").asString())
        .toList();
  }

  /** One wrong option of a question. */
  static List<String> wrong(LearnerBrowser.Question question) {
    var right = Set.copyOf(right(question.title()));
    return question.options().stream().filter(text -> !right.contains(text)).limit(1).toList();
  }

  /** A bank of another name with so many items for each domain. */
  static ObjectNode small(String name, int perDomain) {
    var bank = FILE.deepCopy().put("name", name);
    var items = bank.putArray("items");
    FILE.path("items")
        .valueStream()
        .filter(
            item -> items.valueStream()
                .filter(kept -> kept.path("domain").equals(item.path("domain")))
                .count() < perDomain)
        .forEach(items::add);
    return bank;
  }
}
