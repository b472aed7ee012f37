package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.assessment.CognitiveLevel;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields.Element;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.LocatedJson;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our own format of item banks: one JSON object with {@code format}, {@code title}, {@code items}
 * and, where known, {@code name}, {@code certification} and {@code notice}. Levels and difficulties
 * are in lower case.
 */
public final class BankJson {

  /** What the field {@code format} must say. */
  public static final String FORMAT = "presgen-item-bank/1";

  private static final JsonMapper MAPPER = new JsonMapper();

  private BankJson() {}

  /** Writes a bank, so that {@link #read} gives the same one. */
  public static String write(ItemBank bank) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT).put("name", bank.name()).put("title", bank.title());
    bank.certification()
        .ifPresent(exam -> root.putObject("certification")
            .put("name", exam.name())
            .put("version", exam.version())
            .put("provider", exam.provider()));
    root.put("notice", bank.notice());
    var items = root.putArray("items");
    bank.items().forEach(item -> write(item, items.addObject()));
    return MAPPER.writeValueAsString(root);
  }

  private static void write(Item item, ObjectNode node) {
    node.put("id", item.id()).put("domain", item.domain()).put("skill", item.skill());
    item.level().ifPresent(level -> node.put("level", lowerCase(level)));
    item.difficulty().ifPresent(difficulty -> node.put("difficulty", lowerCase(difficulty)));
    node.put("stem", item.stem());
    var options = node.putArray("options");
    item.options()
        .forEach(option -> options
            .addObject()
            .put("text", option.text())
            .put("correct", option.right())
            .put("rationale", option.rationale()));
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Reads a bank under a name, which a name in the text must equal. */
  static Checked<ItemBank> read(String name, String text) {
    return switch (LocatedJson.parse(text)) {
      case Checked.Wrong<LocatedJson>(var problems) -> new Checked.Wrong<>(problems);
      case Checked.Right<LocatedJson>(var json) -> json.withLines(new Reading(json).read(name));
    };
  }

  /** The reading of one text. */
  private static final class Reading {
    private final LocatedJson json;
    private final Problems problems = new Problems();
    private final BankRules rules = new BankRules();

    Reading(LocatedJson json) {
      this.json = json;
    }

    Checked<ItemBank> read(String name) {
      Fields bank = Fields.of(json.root(), "", problems);
      if (bank.isObject() && !bank.has("format")) {
        problems.add(bank.at("format"), "is missing, must be \"" + FORMAT + "\"");
      }
      bank.need("title", "items");
      bank.text("format", Item.LONGEST_NAME)
          .filter(format -> !format.equals(FORMAT))
          .ifPresent(format -> problems.add(bank.at("format"), "must be \"" + FORMAT + "\""));
      bank.text("name", Item.LONGEST_NAME)
          .filter(given -> !given.equals(name))
          .ifPresent(given -> problems.add(
              bank.at("name"),
              "is \"%s\", but the bank is called \"%s\" here"
                  .formatted(Fields.shortened(given), name)));
      String title = bank.text("title", Item.LONGEST_NAME).orElse("");
      Optional<ItemBank.Exam> exam = exam(bank);
      String notice = bank.textOrBlank("notice", Item.LONGEST_RATIONALE).orElse("");
      List<Item> items = new ArrayList<>();
      for (Element element : bank.array("items", 1, ItemBank.MOST_ITEMS)) {
        items.add(item(element));
      }
      bank.done();
      return problems.orElse(json.root(), () -> new ItemBank(name, title, exam, notice, items));
    }

    private Optional<ItemBank.Exam> exam(Fields bank) {
      Fields exam = bank.object("certification");
      exam.need("name");
      Optional<String> name = exam.text("name", Item.LONGEST_NAME);
      String version = exam.textOrBlank("version", Item.LONGEST_NAME).orElse("");
      String provider = exam.textOrBlank("provider", Item.LONGEST_NAME).orElse("");
      exam.done();
      return name.map(called -> new ItemBank.Exam(called, version, provider));
    }

    private Item item(Element element) {
      Fields item = Fields.of(element.value(), element.pointer(), problems);
      item.need("id", "domain", "skill", "stem", "options");
      Optional<String> id = item.text("id", Item.LONGEST_NAME);
      id.flatMap(given -> rules.id(given, element.pointer() + "/id"))
          .ifPresent(wrong -> problems.add(item.at("id"), wrong));
      String domain = item.text("domain", Item.LONGEST_NAME).orElse("");
      String skill = item.text("skill", Item.LONGEST_NAME).orElse("");
      Optional<CognitiveLevel> level = item.choice("level", CognitiveLevel.class);
      Optional<Difficulty> difficulty = item.choice("difficulty", Difficulty.class);
      Optional<String> stem = item.text("stem", Item.LONGEST_TEXT);
      stem.flatMap(given -> rules.stem(given, element.pointer() + "/stem"))
          .ifPresent(wrong -> problems.add(item.at("stem"), wrong));
      List<Item.Option> options = options(item);
      item.done();
      return new Item(id.orElse(""), domain, skill, level, difficulty, stem.orElse(""), options);
    }

    private List<Item.Option> options(Fields item) {
      List<Element> elements = item.array("options", Item.FEWEST_OPTIONS, Item.MOST_OPTIONS);
      List<Item.Option> options = new ArrayList<>();
      boolean whole = true;
      for (Element element : elements) {
        Fields option = Fields.of(element.value(), element.pointer(), problems);
        option.need("text", "correct");
        Optional<String> text = option.text("text", Item.LONGEST_TEXT);
        Optional<Boolean> right = option.flag("correct");
        String rationale = option.textOrBlank("rationale", Item.LONGEST_RATIONALE).orElse("");
        option.done();
        whole &= text.isPresent() && right.isPresent();
        options.add(new Item.Option(text.orElse(""), right.orElse(false), rationale));
      }
      // Between options that are wrong themselves, comparing says nothing.
      if (whole && !options.isEmpty()) {
        compare(options, elements, item);
      }
      return options;
    }

    private void compare(List<Item.Option> options, List<Element> elements, Fields item) {
      BankRules.repeated(options.stream().map(Item.Option::text).toList())
          .forEach(i -> problems.add(
              elements.get(i).pointer() + "/text",
              "is the same as an earlier option of this item"));
      if (options.stream().noneMatch(Item.Option::right)) {
        problems.add(item.at("options"), "has no option with \"correct\": true");
      }
    }
  }
}
