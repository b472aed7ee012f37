package dev.presgen.orchestrator.crash;

import dev.presgen.orchestrator.crash.Acknowledged.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the suite prints at its end: a column for each part, a row for each figure. */
final class CrashReport {
  private final long seed;
  private final Map<String, Map<String, String>> columns = new LinkedHashMap<>();
  private final List<String> findings = new ArrayList<>();

  CrashReport(long seed) {
    this.seed = seed;
  }

  /**
   * Adds a part.
   *
   * @param first figures that only this part has
   */
  void add(
      String part, Map<String, Object> first, Load load, Audit.Result result, Duration took) {
    var rows = new LinkedHashMap<String, String>();
    first.forEach((name, figure) -> rows.put(name, figure.toString()));
    rows.put("runs", result.runs().size() + "");
    for (var kind : Kind.values()) {
      rows.put(
          "acknowledged: " + kind.name().toLowerCase(Locale.ROOT),
          load.acknowledged().all(kind).size() + "");
    }
    for (var kind : Findings.Kind.values()) {
      rows.put("**" + kind.words() + "**", result.findings().count(kind) + "");
    }
    result.ended().forEach((status, runs) -> rows.put("ended " + status, runs + ""));
    rows.put("attempts lost and taken up again", sum(result.losses()) + "");
    result.losses().forEach((step, times) -> rows.put("lost at " + step, times + ""));
    rows.put("steps set aside and retried by hand", result.setAside() + "");
    rows.put("younger duplicates found and trashed", result.seen().discarded() + "");
    rows.put("videos delivered", result.seen().videos() + "");
    rows.put("videos missing, and named", result.seen().missingVideos() + "");
    rows.put("videos beside the delivered, and listed", result.seen().extraVideos() + "");
    rows.put("seconds", took.toSeconds() + "");
    columns.put(part, rows);
    result.findings().brief().forEach(finding -> findings.add(part + ", " + finding));
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private String text() {
    var names = new LinkedHashSet<String>();
    columns.values().forEach(rows -> names.addAll(rows.keySet()));
    var text = new StringBuilder("# Crashes\n\nSeed " + seed + "\n\n");
    text.append(line("", List.copyOf(columns.keySet())));
    text.append(line("---", columns.keySet().stream().map(_ -> "---").toList()));
    for (var name : names) {
      text.append(
          line(
              name,
              columns.values().stream().map(rows -> rows.getOrDefault(name, "")).toList()));
    }
    if (!findings.isEmpty()) {
      text.append("\n");
      findings.forEach(finding -> text.append("- ").append(finding).append('\n'));
    }
    return text.toString();
  }

  private static String line(String name, List<String> figures) {
    return figures.stream().collect(Collectors.joining(" | ", "| " + name + " | ", " |\n"));
  }

  /** Prints it, and writes it to a file. */
  void publish(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text());
    System.out.println(text());
  }
}
