package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Flows;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** The workflows that are tried. */
final class Stories {

  private static final List<String> WORDS =
      List.of("ask", "again", "videos", "course-1", "course-2", "course-3");

  private static final List<String> SAYINGS =
      List.of("please", "later", "crash", "now!", "all");

  private Stories() {}

  static List<Story> all() {
    return Stream.of(Flows.assessment(), Flows.talk(), Flows.early(), Knot.knot())
        .map(workflow -> new Story(workflow, Stories::words, Stories::flows))
        .toList();
  }

  private static Object words(Dice dice) {
    var words = new StringJoiner(" ");
    WORDS.stream().filter(_ -> dice.chance(0.5)).forEach(words::add);
    return new Flows.Input(words.toString());
  }

  private static Object flows(Class<?> type, Dice dice) {
    if (type == Flows.Answered.class) {
      return new Flows.Answered(dice.one(SAYINGS));
    }
    if (type == Flows.Made.class) {
      return new Flows.Made("it");
    }
    if (type == Flows.Deck.class) {
      return new Flows.Deck("deck");
    }
    if (type == Flows.Video.class) {
      return new Flows.Video("video");
    }
    if (type == Flows.Course.class) {
      return new Flows.Course("course");
    }
    throw new IllegalArgumentException("nobody invents a " + type);
  }
}
