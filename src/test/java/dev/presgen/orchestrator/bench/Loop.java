package dev.presgen.orchestrator.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.presgen.orchestrator.bench.Figures.Times;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** So many callers that do the same over and over, for a time. */
final class Loop {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Loop() {}

  /** What one caller does once. */
  interface Turn {
    void take(int caller) throws Exception;
  }

  /** What was done while the time ran; what ended later does not count. */
  static final class Count {
    private final LongAdder runs = new LongAdder();
    private final LongAdder steps = new LongAdder();
    final Times runTimes = new Times();
    final Times stepTimes = new Times();
    private volatile long from = System.nanoTime();
    private volatile long until = Long.MAX_VALUE;
    private volatile long processorNanos;
    private volatile long serverNanos;

    void run(long taken, long at) {
      if (at - until <= 0) {
        runs.increment();
        runTimes.add(taken);
      }
    }

    void step(long taken, long at) {
      if (at - until <= 0) {
        steps.increment();
        stepTimes.add(taken);
      }
    }

    double runsPerSecond() {
      return runs.sum() * 1e9 / (until - from);
    }

    /** Processor time of this whole process for each step, in microseconds. */
    double processorMicrosAStep() {
      return processorNanos / 1e3 / Math.max(1, steps.sum());
    }

    /** Processor time of a database server's processes for each step, in microseconds. */
    double serverMicrosAStep() {
      return serverNanos / 1e3 / Math.max(1, steps.sum());
    }

    double stepsPerSecond() {
      return steps.sum() * 1e9 / (until - from);
    }
  }

  static Count run(Count count, int callers, Duration time, Turn turn)
      throws InterruptedException {
    long processor = PROCESS.getProcessCpuTime();
    var server = Server.processorTime();
    count.from = System.nanoTime();
    count.until = count.from + time.toNanos();
    try (var executor = Executors.newFixedThreadPool(callers)) {
      var asked =
          IntStream.range(0, callers)
              .mapToObj(
                  caller -> executor.submit(
                      () -> {
                        while (System.nanoTime() - count.until < 0) {
                          turn.take(caller);
                        }
                        return caller;
                      }))
              .toList();
      for (var caller : asked) {
        caller.get(time.toSeconds() + 120, TimeUnit.SECONDS);
      }
      count.processorNanos = PROCESS.getProcessCpuTime() - processor;
      count.serverNanos = Server.processorTime().minus(server).toNanos();
      return count;
    } catch (ExecutionException | TimeoutException broken) {
      throw new IllegalStateException("a caller failed", broken);
    }
  }
}
