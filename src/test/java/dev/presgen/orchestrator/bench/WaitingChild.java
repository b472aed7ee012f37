package dev.presgen.orchestrator.bench;

import dev.presgen.orchestrator.bench.Figures.Times;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.JdbcTemplate;

/** A node with very many runs that wait, some of which are continued one after the other. */
final class WaitingChild {

  static final String BEFORE = "heap before";
  static final String AFTER = "heap after";
  static final String RESUME_50 = "resume p50";
  static final String RESUME_99 = "resume p99";
  static final String RESUME_MOST = "resume most";

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final BenchNode node;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

  /** What a listener was told, and when. */
  private record Heard(String run, Event event, long at) {}

  private WaitingChild(BenchNode node) {
    this.node = node;
    node.runs.listen(this::hear);
  }

  private void hear(RunRecord run, List<HistoryEntry> entries) {
    long now = System.nanoTime();
    entries.forEach(entry -> heard.add(new Heard(run.id(), entry.event(), now)));
  }

  /** The arguments: how many runs wait, how many are continued, and the settings of the node. */
  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]);
    int resumes = Integer.parseInt(arguments[1]);
    var settings = Arrays.asList(arguments).subList(2, arguments.length);
    try (var node = BenchNode.start(_ -> {}, settings)) {
      new WaitingChild(node).measure(runs, resumes);
    }
  }

  private void measure(int runs, int resumes) throws Exception {
    var pattern = waiting(node);
    var another = waiting(node);
    say(BEFORE, heap());
    var ids = Copies.of(node.database(), pattern, runs);
    if (!Copies.rows(node.database(), ids.getLast())
        .equals(Copies.rows(node.database(), another))) {
      throw new IllegalStateException(
          "a copy differs: " + Copies.rows(node.database(), ids.getLast()) + " and "
              + Copies.rows(node.database(), another));
    }
    say(AFTER, heap());
    var taken = new Times();
    // From everywhere in the table; the first ones warm up.
    int apart = runs / (2 * resumes);
    for (int i = 0; i < 2 * resumes; i++) {
      long time = resumed(ids.get(i * apart));
      if (i >= resumes) {
        taken.add(time);
      }
    }
    say(RESUME_50, taken.millis(0.5));
    say(RESUME_99, taken.millis(0.99));
    say(RESUME_MOST, taken.millis(1));
  }

  private static void say(String what, double figure) {
    System.out.println(what + " " + figure);
  }

  /** A run that was started as runs are, and that its driver has let go. */
  static String waiting(BenchNode node) {
    var run = node.started(Chain.WAITING);
    var jdbc = new JdbcTemplate(node.database());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (Status.of(node.runs.find(run).orElseThrow().state()) != Status.WAITING
        || jdbc.queryForObject(
            "SELECT picked FROM scheduled_tasks WHERE task_instance = ?", Boolean.class, run)) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("run " + run + " was not let go");
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    return run;
  }

  /** From the signal to the commit of the next step's result. */
  private long resumed(String run) throws InterruptedException {
    long begun = System.nanoTime();
    node.signalled(run);
    long done = await(run, Event.StepCompleted.class) - begun;
    await(run, Event.RunEnded.class);
    return done;
  }

  private long await(String run, Class<? extends Event> wanted) throws InterruptedException {
    while (true) {
      var next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (next == null) {
        throw new IllegalStateException("run " + run + " had no " + wanted.getSimpleName());
      }
      if (next.run().equals(run) && wanted.isInstance(next.event())) {
        return next.at();
      }
    }
  }

  /** What is in use on the heap after a collection, in MB; the least of several looks. */
  private static double heap() {
    double least = Double.MAX_VALUE;
    for (int look = 0; look < 4; look++) {
      System.gc();
      least =
          Math.min(
              least,
              ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6);
    }
    return least;
  }
}
