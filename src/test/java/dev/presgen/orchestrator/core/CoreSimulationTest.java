package dev.presgen.orchestrator.core;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Runs of all kinds in a world of troubles: late, repeated and lost results, dying drivers, people
 * who order at random. A failure names its seed; {@code -Dsimulation.seed=17} replays that one.
 */
class CoreSimulationTest {

  private static final long SEEDS = 2_000;
  private static final int STEPS = 120;

  /** A run that makes things item by item before its pivot. */
  private static final Workflow EARLY =
      Workflow.named("early", "1", Flows.Input.class)
          .each("DECKS", Flows.COURSES)
          .body(
              body -> body.task("DRAW", Flows.undoable(Flows.Deck.class))
                  .retry(Flows.RETRY)
                  .limits(Flows.LIMITS)
                  .then("FILM")
                  .task("FILM", Flows.undoable(Flows.Video.class))
                  .retry(Flows.RETRY)
                  .limits(Flows.LIMITS)
                  .then("FILMED")
                  .end("FILMED"),
              "FILM")
          .atOnce(2)
          .then("HEAR")
          .wait("HEAR", Flows.Answered.class)
          .signal(Flows.closing("reply", "TELL"))
          .signal(Flows.closing("note", "DECKS"))
          .done()
          .task("TELL", Flows.undoable(Flows.Made.class))
          .retry(Flows.RETRY)
          .limits(Flows.LIMITS)
          .then("ANSWER")
          .wait("ANSWER", Flows.Answered.class)
          .signal(Flows.closing("answered", "END"))
          .pivot()
          .done()
          .end("END")
          .build();

  private static final List<Workflow> WORKFLOWS =
      List.of(Flows.assessment(), Flows.talk(), EARLY);

  @Test
  void whatever_happens_a_run_keeps_its_promises_and_comes_to_rest() {
    var seed = Long.getLong("simulation.seed");
    var rests = new EnumMap<Status, Integer>(Status.class);
    (seed == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(seed))
        .forEach(each -> rests.merge(simulate(each), 1, Integer::sum));
    if (seed == null) {
      assertThat(rests).as("where runs came to rest").containsOnlyKeys(everyRest());
    }
  }

  private static Status[] everyRest() {
    return new Status[]{Status.COMPLETED, Status.FAILED, Status.CANCELLED, Status.PAUSED,
        Status.NEEDS_ATTENTION, Status.WAITING};
  }

  private static String lines(List<Fact> told) {
    return told.stream().map(Fact::toString).collect(joining("\n"));
  }

  private static Status simulate(long seed) {
    var world = new World(seed, WORKFLOWS);
    try {
      world.rage(STEPS);
      assertThat(world.comesToRest(500)).as("comes to rest: %s", world.state()).isTrue();
      world.checkJournal();
    } catch (RuntimeException | AssertionError broken) {
      throw new AssertionError(
          """
              seed %d, to be replayed with ./mvnw test -Dtest=CoreSimulationTest -Dsimulation.seed=%d
              %s
              after
              %s"""
              .formatted(seed, seed, broken.getMessage(), lines(world.told())),
          broken);
    }
    return Status.of(world.state());
  }
}
