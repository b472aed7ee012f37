package dev.presgen.orchestrator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.e2e.LearnerBrowser;
import dev.presgen.orchestrator.e2e.Requests;
import dev.presgen.orchestrator.e2e.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Many runs at once against Google's quotas. Time in the sandbox runs faster, and the minute of the
 * service's limits is as short as the sandbox's, so that what takes a quarter of an hour at Google
 * takes minutes. (Limits raised as much instead would let bursts through that are as much larger.)
 */
@Tag("faults")
@Timeout(600)
class StormTest {
  private static final int RUNS = 200;

  /**
   * How many seconds pass in the sandbox in one. What does not run faster with it (starting 200 runs,
   * the learners) must stay small beside the quota's own time.
   */
  private static final int SCALE = Integer.getInteger("storm.scale", 3);

  /**
   * A class of calls.
   *
   * @param perMinute the product's default: nine tenths of what Google documents
   * @param inSandbox what the sandbox calls it
   */
  private record Quota(String name, int perMinute, String inSandbox) {}

  private static final List<Quota> QUOTAS =
      List.of(
          new Quota("forms.read", 351, "forms-read"),
          new Quota("forms.expensive", 162, "forms-expensive-read"),
          new Quota("forms.write", 135, "forms-write"),
          new Quota("sheets.read", 54, "sheets-read"),
          new Quota("sheets.write", 54, "sheets-write"),
          new Quota("drive.units", 292_500, "drive-units"));

  /** No call costs more, in units of Drive; every other costs one. */
  private static final int DEAREST = 100;

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

  @TempDir
  private static Path data;

  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final Set<String> signalled = ConcurrentHashMap.newKeySet();
  private int looks;

  @Test
  void two_hundred_runs_at_once_get_through_within_what_the_quotas_allow() throws Exception {
    try (var service = Service.start(data, settings());
        var threads = Executors.newFixedThreadPool(4)) {
      var began = Instant.now();
      start(service, threads);
      while (count(service, "COMPLETED") < RUNS) {
        assertThat(count(service, "FAILED") + count(service, "NEEDS_ATTENTION")).isZero();
        learn(service, threads);
        if (++looks % 10 == 0) {
          var classes = classes(service);
          System.out.printf(
              "STORM: after %d s: %d signals accepted, %d runs completed, %d calls refused; admitted"
                  + " %s; at %s%n",
              Duration.between(began, Instant.now()).toSeconds(),
              signalled.size(),
              count(service, "COMPLETED"),
              sum(classes, "refused"),
              classes.propertyStream()
                  .map(one -> one.getKey() + " " + one.getValue().path("admitted"))
                  .collect(Collectors.joining(", ")),
              found(service, "RUNNING").stream()
                  .collect(
                      Collectors.groupingBy(
                          run -> run.path("step").path("name").asString(), TreeMap::new,
                          Collectors.counting())));
        }
        LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
      }
      judge(service, Duration.between(began, Instant.now()));
    }
  }

  private static String[] settings() {
    var settings =
        new ArrayList<>(
            List.of(
                "--presgen.sandbox.quotas.enabled=true",
                "--presgen.sandbox.quotas.scale=" + SCALE,
                "--logging.level.root=WARN"));
    settings.add("--presgen.limits.minute=" + 60_000 / SCALE + "ms");
    QUOTAS.forEach(
        quota -> settings
            .add("--presgen.limits.%s.per-minute=%d".formatted(quota.name(), quota.perMinute())));
    return settings.toArray(String[]::new);
  }

  private static void start(Service service, ExecutorService threads) throws Exception {
    all(
        threads,
        IntStream.range(0, RUNS)
            .mapToObj(_ -> (Callable<Object>) () -> service.begin(Requests.small()))
            .toList());
  }

  /** Each learner whose form waits fills it in, and says so until somebody listens. */
  private void learn(Service service, ExecutorService threads) throws Exception {
    all(
        threads,
        found(service, "WAITING").stream()
            .filter(run -> !signalled.contains(run.path("id").asString()))
            .map(run -> (Callable<Object>) () -> answer(service, run.path("id").asString()))
            .toList());
  }

  private boolean answer(Service service, String run) throws Exception {
    if (answered.add(run)) {
      LearnerBrowser.answerAllWrong(service, service.run(run));
    }
    int status = service.signal(run, "{}").status();
    assertThat(status).isIn(202, 503);
    return status == 202 && signalled.add(run);
  }

  private static void all(ExecutorService threads, List<Callable<Object>> work) throws Exception {
    for (var done : threads.invokeAll(work)) {
      done.get();
    }
  }

  private static long count(Service service, String status) throws Exception {
    return found(service, status).size();
  }

  private static List<JsonNode> found(Service service, String status) throws Exception {
    return service.get("/api/v1/runs?limit=200&status=" + status)
        .json()
        .path("items")
        .valueStream()
        .toList();
  }

  private void judge(Service service, Duration took) throws Exception {
    var classes = classes(service);
    long admitted = sum(classes, "admitted");
    long refused = sum(classes, "refused");
    var needed =
        QUOTAS.stream()
            .collect(Collectors.toMap(Quota::name, quota -> needed(classes, quota)));
    var binding = needed.entrySet().stream().max(Comparator.comparing(Map.Entry::getValue));
    var allowed = binding.orElseThrow().getValue();
    System.out.printf(
        "STORM: %d runs, scale %d: took %.1f s; the quota of %s allows %.1f s: ratio %.3f; %d calls, %d"
            + " refused (%.2f %%)%nSTORM: %s%nSTORM: needed %s%n",
        RUNS,
        SCALE,
        took.toMillis() / 1000.0,
        binding.orElseThrow().getKey(),
        allowed.toMillis() / 1000.0,
        (double) took.toMillis() / allowed.toMillis(),
        admitted + refused,
        refused,
        100.0 * refused / (admitted + refused),
        classes,
        needed);
    assertThat(refused).isLessThanOrEqualTo((admitted + refused) * 2 / 100);
    assertThat(took).isLessThan(allowed.multipliedBy(12).dividedBy(10));
  }

  private static JsonNode classes(Service service) throws Exception {
    return service.get("/sandbox/quotas").json().required("classes");
  }

  /** How long the calls of a class take at the limit. */
  private static Duration needed(JsonNode classes, Quota quota) {
    var one = classes.required(quota.inSandbox());
    long calls = one.required("admitted").asLong() + one.required("refused").asLong();
    long cost = quota.name().equals("drive.units") ? calls * DEAREST : calls;
    return Duration.ofMinutes(1).multipliedBy(cost).dividedBy((long) quota.perMinute() * SCALE);
  }

  private static long sum(JsonNode classes, String field) {
    return classes.valueStream().mapToLong(one -> one.path(field).asLong()).sum();
  }
}
