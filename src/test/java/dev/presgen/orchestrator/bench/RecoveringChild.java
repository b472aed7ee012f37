package dev.presgen.orchestrator.bench;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A node that takes up the runs that a killed one has left in the middle of a step. */
final class RecoveringChild {

  static final String STARTED = "started";
  static final String DRIVEN = "driven";

  private RecoveringChild() {}

  /** The arguments: how many runs, and the settings of the node. */
  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]);
    Set<String> driven = ConcurrentHashMap.newKeySet();
    var all = new CountDownLatch(runs);
    var settings = Arrays.asList(arguments).subList(1, arguments.length);
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
