package dev.presgen.orchestrator.runtime.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulator that finds nothing may be blind: mistakes made on purpose show that it is not. */
class PlantedBugsTest {

  private static final long SEEDS = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @ParameterizedTest
  @EnumSource(Bug.class)
  void a_mistake_that_is_made_on_purpose_is_found_by_the_promise_that_it_breaks(Bug bug) {
    var found =
        new Seeds(Stories.all(), Set.of(bug), broken -> breaks(broken, bug))
            .from(1, SEEDS, PATIENCE);
    assertThat(found.failure()).as("found within %d seeds", SEEDS).isPresent();
    var failure = found.failure().orElseThrow();
    System.out.printf("%s: seed %d, %.90s%n", bug, failure.seed(), failure.broken().getMessage());

    var without = new Simulation(failure.seed(), Stories.all(), Set.of(), false);
    assertThatCode(without::run).as("the same seed without it").doesNotThrowAnyException();
  }

  private static boolean breaks(Throwable broken, Bug bug) {
    return broken instanceof AssertionError promise
        && promise.getMessage().startsWith(bug.breaks() + " ");
  }
}
