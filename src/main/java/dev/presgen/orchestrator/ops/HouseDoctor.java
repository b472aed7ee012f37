package dev.presgen.orchestrator.ops;

import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import dev.presgen.orchestrator.runtime.Doctor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes all self-checks side by side. Whoever asks while it looks is told what it then finds. */
final class HouseDoctor implements Doctor {

  private static final Logger LOG = LoggerFactory.getLogger(HouseDoctor.class);

  /** A self-check tells no more than this. */
  private static final int FINDINGS_MAX = 20;

  /** Causes beyond this many tell nobody anything. */
  private static final int CAUSES_MAX = 8;

  /** Nor do frames of one cause. */
  private static final int FRAMES_MAX = 30;

  private final List<SelfCheck> checks;
  private final Patience patience;
  private final InstantSource clock;
  private final Lock looking = new ReentrantLock();
  private @Nullable Seen last;

  /**
   * How long is waited.
   *
   * @param whole for all checks together
   * @param fresh how long what was found is told again, so that nobody can wear out a service by
   *     asking after it
   */
  record Patience(Duration whole, Duration fresh) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(5));

    /** The sandbox cannot be worn out, and whoever breaks it on purpose wants to see it at once. */
    static final Patience SANDBOX = new Patience(USUAL.whole(), Duration.ZERO);
  }

  private record Seen(Report report, long nanos) {}

  HouseDoctor(List<SelfCheck> checks, Patience patience, InstantSource clock) {
    this.checks = List.copyOf(checks);
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public Report look() {
    looking.lock();
    try {
      var known = Optional.ofNullable(last).filter(this::isFresh);
      if (known.isPresent()) {
        return known.get().report();
      }
      var report = new Report(clock.instant(), items());
      last = new Seen(report, System.nanoTime());
      return report;
    } finally {
      looking.unlock();
    }
  }

  private boolean isFresh(Seen seen) {
    return System.nanoTime() - seen.nanos() < patience.fresh().toNanos();
  }

  private List<Item> items() {
    long end = System.nanoTime() + patience.whole().toNanos();
    // Not closed, which would wait for a check that does not end; its thread costs next to nothing.
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var looks = checks.stream().map(check -> threads.submit(check::look)).toList();
      return Stream.iterate(0, i -> i < checks.size(), i -> i + 1)
          .flatMap(i -> items(checks.get(i), looks.get(i), end).stream())
          .toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Item> items(SelfCheck check, Future<List<SelfCheck.Finding>> look, long end) {
    try {
      long left = Math.max(0, end - System.nanoTime());
      return look.get(left, TimeUnit.NANOSECONDS)
          .stream()
          .limit(FINDINGS_MAX)
          .map(HouseDoctor::item)
          .toList();
    } catch (TimeoutException late) {
      return List.of(
          broken(
              check,
              "It did not come to an end within " + patience.whole().toSeconds() + " s.",
              "Look whether the service that it asks can be reached from here."));
    } catch (ExecutionException failed) {
      LOG.error("{} failed:{}", check.getClass().getName(), wordless(failed));
      return List.of(
          broken(
              check,
              "It failed in a way it should not; the service's log says how.",
              "Look into the service's log."));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return List.of(broken(check, "It was interrupted: the service stops.", "Ask again."));
    }
  }

  /** What went wrong where. The words may be those of a service, or quote a secret. */
  private static String wordless(ExecutionException failed) {
    var text = new StringBuilder();
    var cause = failed.getCause();
    for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
      text.append("\n").append(cause.getClass().getName());
      Stream.of(cause.getStackTrace())
          .limit(FRAMES_MAX)
          .forEach(frame -> text.append("\n\tat ").append(frame));
      cause = cause.getCause();
    }
    return text.toString();
  }

  private static Item item(SelfCheck.Finding finding) {
    var verdict =
        switch (finding.verdict()) {
          case WELL -> Verdict.WELL;
          case ABSENT -> Verdict.ABSENT;
          case BROKEN -> Verdict.BROKEN;
        };
    return new Item(finding.subject(), verdict, finding.detail(), finding.whatToDo());
  }

  private static Item broken(SelfCheck check, String detail, String whatToDo) {
    return new Item(check.subject(), Verdict.BROKEN, detail, whatToDo);
  }
}
