package dev.presgen.orchestrator.workflows.assessment.engine.courses;

import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.Item;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an item teaches.
 *
 * @param explanations each rationale as points of a sentence or two, the right options' first; where the item has
 *     no rationales, the right options themselves
 * @param isExplained whether the item has rationales
 */
record Lesson(
    String item, List<List<String>> explanations, boolean isExplained) {

  Lesson {
    explanations = explanations.stream().map(List::copyOf).toList();
  }

  static Lesson of(Question question) {
    return of(question.itemId(), question.options());
  }

  static Lesson of(Item item) {
    return of(
        item.id(),
        item.options()
            .stream()
            .map(o -> new Assessment.Option(o.text(), o.right(), o.rationale()))
            .toList());
  }

  int sentences() {
    return explanations.stream()
        .flatMap(List::stream)
        .mapToInt(point -> Headline.sentences(point).size())
        .sum();
  }

  Lesson saying(List<List<String>> other) {
    return new Lesson(item, other, isExplained);
  }

  private static Lesson of(
      String item, List<Assessment.Option> options) {
    List<List<String>> explained =
        options.stream()
            .sorted(Comparator.comparing(Assessment.Option::right).reversed())
            .map(option -> Headline.points(option.rationale()))
            .filter(points -> !points.isEmpty())
            .toList();
    Stream<String> right =
        options.stream().filter(Assessment.Option::right).map(Assessment.Option::text);
    return explained.isEmpty()
        ? new Lesson(item, right.map(List::of).toList(), false)
        : new Lesson(item, explained, true);
  }
}
