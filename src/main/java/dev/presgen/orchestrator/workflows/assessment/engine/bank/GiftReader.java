package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.assessment.CognitiveLevel;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import dev.presgen.orchestrator.workflows.assessment.DisplayedText;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.LocatedJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads Moodle's GIFT. {@code $CATEGORY: domain/skill} places the questions that follow ({@code //}
 * is a slash within a name); a comment {@code // [id:…] [tag:…]} before a question gives its id
 * and, where a tag is the name of a level or a difficulty, that. Without an id it is made from the
 * title, or else {@code q} and the question's number. Feedback becomes the option's rationale,
 * general feedback that of right options without one of their own.
 */
final class GiftReader {

  private static final String CATEGORY = "$CATEGORY:";
  private static final Pattern CATEGORY_PREFIX = Pattern.compile("\\$[a-z]+\\$|top");
  private static final Pattern LONE_SLASH = Pattern.compile("(?<!/)/(?!/)");
  private static final Pattern MARK = Pattern.compile("\\[(id|tag):([^\\]]*)]");

  private final String name;
  private final String[] lines;
  private final BankRules rules = new BankRules();
  private final List<Item> items = new ArrayList<>();
  private final List<FieldProblem> problems = new ArrayList<>();
  private final List<String> comments = new ArrayList<>();
  private final StringBuilder question = new StringBuilder();
  private int questionLine;
  private int questions;
  private Optional<Place> place = Optional.empty();

  /** Where questions belong. */
  private record Place(String domain, String skill) {}

  GiftReader(String name, String text) {
    this.name = name;
    this.lines = text.split("\r\n|\r|\n", -1);
  }

  Checked<ItemBank> read() {
    for (int i = 0; i < lines.length; i++) {
      line(lines[i], i + 1);
    }
    endQuestion();
    if (questions == 0) {
      problem(1, "has no questions");
    }
    return problems.isEmpty()
        ? new Checked.Right<>(new ItemBank(name, name, Optional.empty(), "", items))
        : new Checked.Wrong<>(problems);
  }

  private void line(String line, int number) {
    String start = line.strip();
    if (start.startsWith("//")) {
      comments.add(start);
      if (!question.isEmpty()) {
        question.append('\n');
      }
    } else if (start.isEmpty()) {
      endQuestion();
    } else if (start.startsWith(CATEGORY)) {
      endQuestion();
      category(start.substring(CATEGORY.length()), number);
    } else {
      if (question.isEmpty()) {
        questionLine = number;
      }
      question.append(line).append('\n');
    }
  }

  private void category(String path, int number) {
    List<String> names =
        Arrays.stream(LONE_SLASH.split(path))
            .map(part -> DisplayedText.clean(part.replace("//", "/")))
            .filter(part -> !CATEGORY_PREFIX.matcher(part).matches())
            .toList();
    boolean fits =
        names.size() == 2
            && names.stream()
                .allMatch(
                    part -> !part.isEmpty() && DisplayedText.length(part) <= Item.LONGEST_NAME);
    if (!fits) {
      problem(
          number,
          "must be \"$CATEGORY: domain/skill\", two names of at most 200 characters; a slash within"
              + " a name is written //");
    }
    place = fits ? Optional.of(new Place(names.get(0), names.get(1))) : Optional.empty();
  }

  private void endQuestion() {
    if (question.isEmpty()) {
      return;
    }
    questions++;
    switch (GiftQuestion.read(question.toString(), questionLine)) {
      case Checked.Right<GiftQuestion>(var read) -> add(read);
      case Checked.Wrong<GiftQuestion>(var wrong) -> problems.addAll(wrong);
    }
    question.setLength(0);
    comments.clear();
  }

  private void add(GiftQuestion read) {
    if (place.isEmpty()) {
      problem(questionLine, "stands under no \"$CATEGORY: domain/skill\" that could be read");
      return;
    }
    if (questions == ItemBank.MOST_ITEMS + 1) {
      problem(questionLine, "is one question too many: at most " + ItemBank.MOST_ITEMS);
    }
    String id =
        marks("id")
            .findFirst()
            .orElseGet(() -> read.title().isEmpty() ? "q" + questions : slug(read));
    lengths(read);
    rules
        .id(id, "line " + questionLine)
        .ifPresent(wrong -> problem(questionLine, "the id \"" + id + "\" " + wrong));
    rules
        .stem(read.stem(), "line " + questionLine)
        .ifPresent(wrong -> problem(questionLine, "the question " + wrong));
    items.add(
        new Item(
            id,
            place.get().domain(),
            place.get().skill(),
            tagged(CognitiveLevel.values()),
            tagged(Difficulty.values()),
            read.stem(),
            read.options()));
  }

  private void lengths(GiftQuestion read) {
    int length = DisplayedText.length(read.stem());
    if (length == 0 || length > Item.LONGEST_TEXT) {
      problem(
          questionLine,
          "the question has %d characters, must have 1 to %d".formatted(length, Item.LONGEST_TEXT));
    }
    if (read.options().size() < Item.FEWEST_OPTIONS) {
      problem(questionLine, "has one option only, at least 2 are needed");
    }
  }

  private static String slug(GiftQuestion read) {
    String slug =
        read.title()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]+", "-")
            .replaceAll("^[^a-z0-9]+|-+$", "");
    return slug.substring(0, Math.min(64, slug.length()));
  }

  private <E extends Enum<E>> Optional<E> tagged(E[] constants) {
    return marks("tag")
        .flatMap(tag -> Arrays.stream(constants).filter(c -> c.name().equalsIgnoreCase(tag)))
        .findFirst();
  }

  private Stream<String> marks(String kind) {
    return comments.stream()
        .flatMap(comment -> MARK.matcher(comment).results())
        .filter(mark -> mark.group(1).equals(kind))
        .map(mark -> mark.group(2).strip());
  }

  private void problem(int line, String detail) {
    problems.add(LocatedJson.problem("", line, detail));
  }
}
