package dev.presgen.orchestrator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The document, which is put together of what was measured last of each part: parts may be measured
 * one by one.
 *
 * @param parts keeps what was measured
 * @param file the document
 */
record Document(Path parts, Path file) {

  private static final String HEAD = """
      # Benchmarks

      Written by `./mvnw test -Pbench` (add `-Dbench.only=throughput,start` for some parts, `-Dbench.quick` to see that it works,
      `-Dbench.profile` for the profiles also where a target is met). What is timed, and against what, stands with each table.

      """;

  private static final String HOW = """

      ## How it is measured
      A run is a chain of eleven steps that do nothing: each reads the run's input and leaves a few words. So what is measured is the
      orchestrator: starting a run, calling a driver to it, one commit a step, letting go. Callers start a run, wait for its end and start
      the next. Times are those at which a listener hears of a commit: a step's from the commit that starts it to the one that records its
      result, a run's from the call that starts it to the commit that ends it.

      Beside it, on the same database and through the same connections, a bare loop: for each step one commit that updates the row of a run
      and appends an event, both with the contents that a real step has written (on PostgreSQL one statement, on SQLite two in a
      transaction). It starts no runs, calls no drivers and reads nothing. Rounds of the two take turns, after a warm-up of both; a figure is the median of
      the rounds, with the least and the greatest behind it. Processor time is that of the process that measures, callers and compiler
      included, plus that of PostgreSQL's processes.

      A target that is missed is looked into: the flight recorder samples where processor time goes at that number of runs.
      """;

  void keep(Section section) throws IOException {
    Files.createDirectories(parts);
    Files.writeString(
        parts.resolve(section.name() + ".md"),
        "\n## " + section.title() + "\n" + section.text());
    Files.writeString(
        parts.resolve(section.name() + ".targets"),
        section.targets().stream().map(Section.Target::row).collect(Collectors.joining("\n")));
  }

  /**
   * Writes the document.
   *
   * @param order the names of all parts
   */
  void write(List<String> order, String machine) throws IOException {
    var text = new StringBuilder(HEAD);
    text.append(LocalDate.now(ZoneOffset.UTC)).append(", on ").append(machine);
    text.append("\n\n| target | wanted | measured | met |\n| --- | --- | ---: | --- |\n");
    for (var part : order) {
      text.append(kept(part, ".targets").map(rows -> rows + "\n").orElse(""));
    }
    text.append(HOW);
    for (var part : order) {
      text.append(kept(part, ".md").orElse(""));
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private java.util.Optional<String> kept(String part, String kind) throws IOException {
    var kept = parts.resolve(part + kind);
    return Files.exists(kept)
        ? java.util.Optional.of(Files.readString(kept)).filter(text -> !text.isEmpty())
        : java.util.Optional.empty();
  }
}
