package dev.presgen.orchestrator.e2e;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What the analysis says in numbers about a domain, a skill or a level. */
record Figures(
    String name,
    int asked,
    int correct,
    double percent,
    List<Double> interval,
    double target,
    boolean gap,
    double severity) {

  /** The passing score of the example. */
  private static final double TARGET = 72;

  /** The square of the normal distribution's 97.5th percentile. */
  private static final double Z2 = 1.959964 * 1.959964;

  static Figures of(JsonNode gap) {
    return new Figures(
        gap.path("name").asString(),
        gap.path("asked").asInt(),
        gap.path("correct").asInt(),
        gap.path("percent").asDouble(),
        List.of(gap.at("/interval/0").asDouble(), gap.at("/interval/1").asDouble()),
        gap.path("target").asDouble(),
        gap.path("gap").asBoolean(),
        gap.path("severity").asDouble());
  }

  /**
   * The same, from nothing but the form's own grading.
   *
   * @param group the item's field by which they are grouped
   */
  static List<Figures> recomputed(Grading grading, String group) {
    return grading
        .asked()
        .stream()
        .collect(Collectors.groupingBy(title -> Bank.item(title).path(group).asString()))
        .entrySet()
        .stream()
        .map(
            one -> recomputed(
                one.getKey(),
                one.getValue().size(),
                (int) one.getValue().stream().filter(grading.right()::contains).count()))
        .toList();
  }

  private static Figures recomputed(String name, int asked, int correct) {
    double percent = rounded(100.0 * correct / asked, 10);
    double severity = Math.max(0, (TARGET - percent) / TARGET);
    return new Figures(
        name,
        asked,
        correct,
        percent,
        wilson(correct, asked),
        TARGET,
        percent < TARGET,
        rounded(severity, 10_000));
  }

  /** The two shares from which the share that was seen lies 1.96 standard errors away. */
  private static List<Double> wilson(double correct, double asked) {
    double root = Math.sqrt(Z2 * (Z2 + 4 * correct * (1 - correct / asked)));
    return IntStream.of(-1, 1)
        .mapToDouble(sign -> (2 * correct + Z2 + sign * root) / (2 * (asked + Z2)))
        .mapToObj(share -> rounded(100 * share, 10))
        .toList();
  }

  private static double rounded(double value, double parts) {
    return Math.round(value * parts) / parts;
  }
}
