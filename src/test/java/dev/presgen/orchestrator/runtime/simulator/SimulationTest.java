package dev.presgen.orchestrator.runtime.simulator;

import org.junit.jupiter.api.Test;
import java.time.Duration;
import java.util.Set;

class SimulationTest {
  @Test
  void whatever_happens_runs_keep_their_promises() {
    var seed = Long.getLong("simulation.seed");
    if (seed != null) {
      var simulation = new Simulation(seed, Stories.all(), Set.of(), true);
      try { simulation.run(); } finally { simulation.trace.lines().forEach(System.out::println); }
      return;
    }
    long t = System.nanoTime();
    var result = new Seeds(Stories.all(), Set.of()).from(1, Long.getLong("simulation.seeds", 500), Duration.ofMinutes(3));
    System.out.println(result.tried() + " seeds in " + (System.nanoTime() - t) / 1_000_000 + " ms\n" + result.seen());
    System.out.println(result.seen().missing());
    if (result.failure() != null) throw new AssertionError("seed " + result.failure().seed(), result.failure().broken());
  }
}
