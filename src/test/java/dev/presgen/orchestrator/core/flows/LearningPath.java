package dev.presgen.orchestrator.core.flows;

import static dev.presgen.orchestrator.core.flows.Parts.acting;
import static dev.presgen.orchestrator.core.flows.Parts.any;
import static dev.presgen.orchestrator.core.flows.Parts.closing;
import static dev.presgen.orchestrator.core.flows.Parts.each;
import static dev.presgen.orchestrator.core.flows.Parts.gives;
import static dev.presgen.orchestrator.core.flows.Parts.item;
import static dev.presgen.orchestrator.core.flows.Parts.one;

import dev.presgen.orchestrator.core.Named;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.Workflow;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A learning path: the units of a track one after the other, each for as long as it takes.
 *
 * <p>Choices. A unit is opened by a task that gives it, since conditions and guards see outputs and
 * not items. A word about a unit that is still to come is kept until it opens, one about a unit that
 * is done is refused. Only a component can be interacted with; the interaction is answered while the
 * wait stands still.
 */
public final class LearningPath {

  private static final List<String> KEYS = List.of("u1", "u2", "u3");

  private LearningPath() {}

  /** What a unit is made of. */
  public enum Kind {
    CONTENT,
    MULTIPLE_CHOICE
  }

  public record Unit(String key, Kind kind) {}

  /** A unit that a learner is at. */
  public record OpenUnit(Unit unit) {}

  /** The units of a learner's track, in order. */
  public record Track(List<Unit> units) {
    public Track {
      units = List.copyOf(units);
    }
  }

  /** Something is shown to the learner. */
  public record Shown(String what) {}

  public record Interaction(String unit, String answer) {}

  public record Reaction(String to) {}

  public record UnitCompleted(String unit) {}

  public record UnitProgress(String unit) {}

  public record Progress(int units) {}

  private static final Named.Items UNITS =
      new Named.Items(
          "units of the track",
          Unit.class,
          outputs -> outputs.input(Track.class)
              .units()
              .stream()
              .map(unit -> new Named.Item(unit.key(), unit))
              .toList());

  private static final Named.Condition IS_CONTENT =
      new Named.Condition("is content", outputs -> unit(outputs).kind() == Kind.CONTENT);

  private static final Named.Guard COMPLETES =
      new Named.Guard(
          "about this unit",
          (outputs, said) -> about(((UnitCompleted) said).unit(), outputs));

  private static final Named.Guard INTERACTS =
      new Named.Guard(
          "about this component",
          (outputs, said) -> unit(outputs).kind() == Kind.CONTENT
              && unit(outputs).key().equals(((Interaction) said).unit())
                  ? new Named.Verdict.Refuse("this unit has no component")
                  : about(((Interaction) said).unit(), outputs));

  private static Unit unit(Outputs outputs) {
    return outputs.get("OPEN_UNIT", OpenUnit.class).unit();
  }

  private static Named.Verdict about(String key, Outputs outputs) {
    var keys = outputs.input(Track.class).units().stream().map(Unit::key).toList();
    int ahead = keys.indexOf(key) - keys.indexOf(unit(outputs).key());
    if (ahead == 0) {
      return new Named.Verdict.Accept();
    }
    return ahead > 0
        ? new Named.Verdict.NotYet()
        : new Named.Verdict.Refuse("this unit is not the one that is under way");
  }

  /** The workflow. */
  public static Workflow workflow() {
    return Workflow.named("learning-path", "1", Track.class)
        .task("STORE_START", gives(Progress.class, one(Track.class, Outputs.INPUT)))
        .then("UNITS")
        .each("UNITS", UNITS)
        .body(
            body -> body.task("OPEN_UNIT", gives(OpenUnit.class, item(Unit.class)))
                .then("BY_KIND")
                .choice("BY_KIND")
                .when(IS_CONTENT, "PRESENT_CONTENT")
                .otherwise("CONFIGURE_COMPONENT")
                .task("PRESENT_CONTENT", gives(Shown.class, one(OpenUnit.class, "OPEN_UNIT")))
                .then("UNDER_WAY")
                .task("CONFIGURE_COMPONENT", gives(Shown.class, one(OpenUnit.class, "OPEN_UNIT")))
                .then("UNDER_WAY")
                .wait("UNDER_WAY", UnitCompleted.class)
                .signal(
                    acting(
                        "user_interacted_with_component", Interaction.class, INTERACTS, "REACT"))
                .signal(
                    closing("user_completed_unit", UnitCompleted.class, COMPLETES, "STORE_UNIT"))
                .done()
                .task(
                    "REACT",
                    gives(
                        Reaction.class, one(Interaction.class, "user_interacted_with_component")))
                .fallback("UNDER_WAY")
                .then("UNDER_WAY")
                .task("STORE_UNIT", gives(UnitProgress.class, one(OpenUnit.class, "OPEN_UNIT")))
                .then("UNIT_DONE")
                .end("UNIT_DONE"),
            "STORE_UNIT")
        .then("STORE_END")
        .task("STORE_END", gives(Progress.class, each(UnitProgress.class, "UNITS")))
        .then("END")
        .end("END")
        .build();
  }

  /** Invents a value of a type that starts the run, that a signal brings or that a task gives. */
  public static Object invent(Class<?> type, RandomGenerator random) {
    if (type == Track.class) {
      return new Track(
          KEYS.subList(0, random.nextInt(KEYS.size() + 1))
              .stream()
              .map(key -> new Unit(key, any(random, List.of(Kind.values()))))
              .toList());
    } else if (type == OpenUnit.class) {
      return new OpenUnit(new Unit(any(random, KEYS), any(random, List.of(Kind.values()))));
    } else if (type == Shown.class) {
      return new Shown("it");
    } else if (type == Interaction.class) {
      return new Interaction(any(random, KEYS), "b");
    } else if (type == Reaction.class) {
      return new Reaction("b");
    } else if (type == UnitCompleted.class) {
      return new UnitCompleted(any(random, KEYS));
    } else if (type == UnitProgress.class) {
      return new UnitProgress(any(random, KEYS));
    } else if (type == Progress.class) {
      return new Progress(random.nextInt(4));
    }
    throw new IllegalArgumentException("nobody invents a " + type);
  }
}
