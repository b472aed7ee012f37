package dev.presgen.orchestrator.cli.view;

import static dev.presgen.orchestrator.cli.view.Table.cell;

import dev.presgen.orchestrator.cli.client.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a learner knows and does not, and which courses the plan has for it. */
public final class GapReport {
  private static final int BAR_WIDTH = 20;
  private static final int WEAKEST_SKILLS = 3;

  private GapReport() {}

  /** The report of a run of the assessment workflow that has analysed its results. */
  public static List<String> lines(Answer run, Ink ink) {
    var results = run.at("outputs").at("ANALYZE_RESULTS");
    var score = results.at("score");
    var lines = new ArrayList<String>();
    lines.add(ink.strong("Gap analysis"));
    lines.add(
        "Score: %d of %d right, %s, %s%s"
            .formatted(
                score.number("correct"),
                score.number("asked"),
                percent(score, "percent"),
                score.is("passed") ? ink.good("passed") : ink.bad("not passed"),
                results.find("readiness").map(r -> " (" + r + ")").orElse("")));
    lines.addAll(domains(results.list("domains"), ink));
    results
        .list("flags")
        .forEach(
            flag -> lines.add(ink.open("note: " + flag.text("code") + " " + flag.text("detail"))));
    lines.addAll(weakest(results.list("skills"), ink));
    lines.addAll(courses(run.at("outputs").at("GENERATE_TRAINING_PLAN"), ink));
    return List.copyOf(lines);
  }

  private static List<String> domains(List<Answer> domains, Ink ink) {
    var table =
        Table.of(ink, "DOMAIN", "ASKED", "RIGHT", "%", "95 % INTERVAL", "RIGHT | TARGET",
            "SEVERITY");
    for (var domain : domains) {
      var gap = domain.is("gap");
      table.row(
          cell(domain.text("name")),
          cell(domain.text("asked")),
          cell(domain.text("correct")),
          cell(percent(domain, "percent")),
          cell(interval(domain)),
          new Table.Cell(bar(domain), gap ? ink::bad : ink::good),
          cell(gap ? severity(domain) : "none"));
    }
    return table.lines();
  }

  private static List<String> weakest(List<Answer> skills, Ink ink) {
    var lines = new ArrayList<String>();
    skills.stream()
        .filter(skill -> skill.is("gap"))
        .sorted(
            Comparator.comparingDouble((Answer skill) -> skill.decimal("percent").orElse(0.0))
                .thenComparingInt(skill -> -skill.number("asked")))
        .limit(WEAKEST_SKILLS)
        .map(
            s -> "  %s: %d of %d".formatted(s.text("name"), s.number("correct"), s.number("asked")))
        .forEach(lines::add);
    if (!lines.isEmpty()) {
      lines.addFirst(ink.strong("Weakest skills"));
    }
    return lines;
  }

  private static List<String> courses(Answer plan, Ink ink) {
    var lines = new ArrayList<String>();
    for (var course : plan.list("courses")) {
      lines.add(
          "  %s. %s%s%s"
              .formatted(
                  course.find("key").orElse("" + (lines.size() + 1)),
                  course.text("title"),
                  course.find("hours").map(hours -> ", " + hours + " h").orElse(""),
                  course.find("reason").map(reason -> ": " + reason).orElse("")));
    }
    if (!lines.isEmpty()) {
      lines.addFirst(ink.strong("Training plan"));
    }
    return lines;
  }

  /** Twenty columns from 0 to 100 %: what was right, and where the target is. */
  private static String bar(Answer domain) {
    var right = column(domain.decimal("percent").orElse(0.0));
    var bar = new StringBuilder("█".repeat(right) + "░".repeat(BAR_WIDTH - right));
    domain
        .decimal("target")
        .ifPresent(target -> bar.setCharAt(Math.min(column(target), BAR_WIDTH - 1), '|'));
    return bar.toString();
  }

  private static int column(double percent) {
    return Math.clamp(Math.round(percent * BAR_WIDTH / 100), 0, BAR_WIDTH);
  }

  private static String interval(Answer domain) {
    var ends =
        domain.list("interval")
            .stream()
            .map(end -> String.format(Locale.ROOT, "%.0f", end.node().asDouble(0)))
            .toList();
    return ends.size() == 2 ? String.join(" to ", ends) : "";
  }

  private static String percent(Answer part, String member) {
    return part.decimal(member)
        .map(value -> String.format(Locale.ROOT, "%.1f %%", value))
        .orElse("");
  }

  private static String severity(Answer domain) {
    return domain
        .decimal("severity")
        .map(value -> String.format(Locale.ROOT, "%.2f", value))
        .orElse("");
  }
}
