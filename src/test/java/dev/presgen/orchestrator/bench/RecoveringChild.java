package dev.presgen.orchestrator.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A node that takes up the runs that a killed one has left in the middle of a step. */
final class RecoveringChild {

  static final String STARTED = "started";
  static final String DRIVEN = "driven";
  static final String PROFILED = "profiled";

  /** Stands for a line's end within what is said in one line. */
  static final String BREAK = "\u2424";

  private RecoveringChild() {}

  /** The arguments: how many runs, whether to tell where the time goes, the settings of the node. */
  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]);
    boolean profiled = arguments[1].equals(PROFILED);
    var settings = Arrays.asList(arguments).subList(profiled ? 2 : 1, arguments.length);
    if (!profiled) {
      recover(runs, settings);
      return;
    }
    var profile = Profile.of(() -> {
      recover(runs, settings);
      return settings;
    });
    var used = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    System.out.println(
        PROFILED
            + " "
            + (used.toMillis() / 1e3 + " s of processor time in all.\n\n" + profile.shown())
                .replace("\r", "")
                .replace("\n", BREAK));
  }

  private static void recover(int runs, List<String> settings) throws Exception {
    Set<String> driven = ConcurrentHashMap.newKeySet();
    var all = new CountDownLatch(runs);
    try (var _ =
        BenchNode.start(
            context -> {
              if (context.mayHaveActed() && driven.add(context.runId())) {
                all.countDown();
                all.await(); // As steps do that take longer than a recovery.
              }
            },
            settings)) {
      System.out.println(STARTED);
      all.await();
      System.out.println(DRIVEN);
    }
  }
}
