package dev.presgen.orchestrator.bench;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A node whose runs all stand in the middle of their sixth step, until it is killed. */
final class HoldingChild {

  static final String HELD = "held";

  private HoldingChild() {}

  /** The arguments: how many runs, and the settings of the node. */
  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]);
    var held = new CountDownLatch(runs);
    Set<String> standing = ConcurrentHashMap.newKeySet();
    var never = new CountDownLatch(1);
    var settings = Arrays.asList(arguments).subList(1, arguments.length);
    var node =
        BenchNode.start(
            context -> {
              if (context.path().equals(Chain.AFTER_WAIT)) {
                if (standing.add(context.runId())) {
                  held.countDown();
                }
                never.await();
              }
            },
            settings);
    try (var callers = Executors.newFixedThreadPool(16)) {
      for (int run = 0; run < runs; run++) {
        callers.execute(() -> node.started(Chain.PLAIN));
      }
      held.await();
      System.out.println(HELD);
      never.await();
    }
  }
}
