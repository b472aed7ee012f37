package dev.presgen.orchestrator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where processor time goes, from the samples of the JDK's flight recorder.
 *
 * @param samples how many there were, one for each 10 ms of processor time
 * @param cores how many cores were busy, on average, by this process
 * @param parts samples by the code that was at work: the first frame that is not the JDK's
 * @param places samples by the innermost method of ours
 */
record Profile(
    int samples, double cores, Map<String, Integer> parts, Map<String, Integer> places) {

  private static final String EVENT = "jdk.CPUTimeSample";
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final String OURS = "dev.presgen.orchestrator.";

  /** Names of the code that is at work, by how its packages begin. */
  private static final Map<String, String> NAMES = names();

  private static Map<String, String> names() {
    var parts = new LinkedHashMap<String, String>();
    parts.put("org.sqlite.", "SQLite and its driver");
    parts.put("org.postgresql.", "PostgreSQL's driver");
    parts.put("tools.jackson.", "JSON");
    parts.put("com.github.kagkarlsson.", "db-scheduler");
    parts.put("com.zaxxer.", "connection pool");
    parts.put("org.springframework.", "Spring's JDBC and transactions");
    parts.put(OURS + "core.", "core");
    parts.put(OURS + "bench.", "the benchmark itself");
    parts.put(OURS, "runtime and steps");
    return parts;
  }

  /** Something to be looked into. */
  interface Work {
    Object run() throws Exception;
  }

  static Profile of(Work work) throws Exception {
    boolean known =
        FlightRecorder.getFlightRecorder()
            .getEventTypes()
            .stream()
            .anyMatch(type -> type.getName().equals(EVENT));
    var name = known ? EVENT : "jdk.ExecutionSample";
    var file = Files.createTempFile("profile", ".jfr");
    long begun = System.nanoTime();
    try (var recording = new Recording()) {
      var sampling = recording.enable(name);
      if (known) {
        sampling.with("throttle", PERIOD.toMillis() + "ms");
      } else {
        sampling.withPeriod(PERIOD);
      }
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
      return read(file, name, Duration.ofNanos(System.nanoTime() - begun));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Profile read(Path file, String name, Duration time) throws IOException {
    var events =
        RecordingFile.readAllEvents(file)
            .stream()
            .filter(event -> event.getEventType().getName().equals(name))
            .toList();
    var parts = new HashMap<String, Integer>();
    var places = new HashMap<String, Integer>();
    for (var event : events) {
      parts.merge(part(event), 1, Integer::sum);
      place(event).ifPresent(place -> places.merge(place, 1, Integer::sum));
    }
    double cores = (double) events.size() * PERIOD.toMillis() / time.toMillis();
    return new Profile(events.size(), cores, parts, places);
  }

  private static List<RecordedFrame> frames(RecordedEvent event) {
    return event.getStackTrace() == null ? List.of() : event.getStackTrace().getFrames();
  }

  private static String part(RecordedEvent event) {
    for (var frame : frames(event)) {
      var type = frame.getMethod().getType().getName();
      for (var part : NAMES.entrySet()) {
        if (type.startsWith(part.getKey())) {
          return part.getValue();
        }
      }
    }
    return "the JDK alone: threads and their hand-over";
  }

  private static Optional<String> place(RecordedEvent event) {
    return frames(event)
        .stream()
        .map(RecordedFrame::getMethod)
        .filter(method -> method.getType().getName().startsWith(OURS))
        .map(
            method -> method.getType().getName().replaceAll(".*\\.", "") + "." + method.getName())
        .findFirst();
  }

  String shown() {
    return String.format(
        Locale.ROOT,
        "%,d samples of 10 ms, %.1f cores busy.%n%n| at work | share |%n| --- | ---: |%n%s%n"
            + "Innermost method of ours: %s.%n",
        samples,
        cores,
        most(parts, 12)
            .map(part -> "| " + part.getKey() + " | " + share(part.getValue()) + " |\n")
            .collect(Collectors.joining()),
        most(places, 12)
            .map(place -> "`" + place.getKey() + "` " + share(place.getValue()))
            .collect(Collectors.joining(", ")));
  }

  private static java.util.stream.Stream<Map.Entry<String, Integer>> most(
      Map<String, Integer> counted, int rows) {
    return counted.entrySet()
        .stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(rows);
  }

  private String share(int part) {
    return String.format(Locale.ROOT, "%.0f %%", 100.0 * part / Math.max(1, samples));
  }
}
