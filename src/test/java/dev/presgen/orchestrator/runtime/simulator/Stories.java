package dev.presgen.orchestrator.runtime.simulator;

import static java.util.stream.Collectors.joining;

import dev.presgen.orchestrator.core.Flows;
import dev.presgen.orchestrator.core.flows.LearningPath;
import dev.presgen.orchestrator.core.flows.Mentorship;
import dev.presgen.orchestrator.core.flows.Review;
import dev.presgen.orchestrator.core.flows.Template;
import dev.presgen.orchestrator.workflows.assessment.InventedAssessments;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The workflows that are tried. */
final class Stories {

  private static final List<String> WORDS =
      List.of("ask", "again", "course-1", "course-2", "course-3");

  private static final List<String> SAYINGS =
      List.of("please", "later", "crash", "now!", "all");

  private Stories() {}

  static List<Story> all() {
    return Stream.concat(
        Stream.of(Flows.talk(), Flows.early(), Knot.knot())
            .map(workflow -> new Story(workflow, Stories::invent)),
        Stream.of(
            new Story(InventedAssessments.workflow(), InventedAssessments::invent),
            new Story(Mentorship.workflow(), Mentorship::invent),
            new Story(LearningPath.workflow(), LearningPath::invent),
            new Story(Review.workflow(), Review::invent),
            new Story(Template.workflow(), Template::invent)))
        .toList();
  }

  private static Object invent(Class<?> type, RandomGenerator random) {
    if (type == Flows.Input.class) {
      return new Flows.Input(
          WORDS.stream().filter(_ -> random.nextBoolean()).collect(joining(" ")));
    }
    if (type == Flows.Answered.class) {
      return new Flows.Answered(SAYINGS.get(random.nextInt(SAYINGS.size())));
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
