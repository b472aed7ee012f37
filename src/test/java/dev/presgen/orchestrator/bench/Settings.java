package dev.presgen.orchestrator.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param quick to see that it works: the figures are rough, and are not written into the document
 * @param only the parts to measure, by the beginning of their names; all when empty
 * @param data a folder on the disk to measure with
 * @param profile whether the profile is taken even where a target was met
 */
record Settings(boolean quick, Set<String> only, Path data, boolean profile) {

  static Settings ofSystem() {
    return new Settings(
        isSet("bench.quick"),
        Stream.of(System.getProperty("bench.only", "").split(","))
            .filter(name -> !name.isBlank())
            .collect(Collectors.toUnmodifiableSet()),
        Path.of(System.getProperty("bench.data", "target/bench/data")),
        isSet("bench.profile"));
  }

  /** A property counts as set when it is named without a value, too. */
  private static boolean isSet(String property) {
    var value = System.getProperty(property);
    return value != null && !value.equals("false");
  }

  boolean wants(String part) {
    return only.isEmpty() || only.stream().anyMatch(part::startsWith);
  }

  List<Integer> atOnce() {
    return quick ? List.of(1, 32) : List.of(1, 8, 32, 128);
  }

  int rounds() {
    return quick ? 2 : 5;
  }

  Duration round() {
    return quick ? Duration.ofMillis(700) : Duration.ofSeconds(2);
  }

  Duration warmUp() {
    return quick ? Duration.ofSeconds(4) : Duration.ofSeconds(6);
  }

  int waitingRuns() {
    return quick ? 10_000 : 100_000;
  }

  int resumes() {
    return quick ? 50 : 500;
  }

  int runsInFlight() {
    return quick ? 200 : 2_000;
  }

  int starts() {
    return quick ? 1 : 3;
  }
}
