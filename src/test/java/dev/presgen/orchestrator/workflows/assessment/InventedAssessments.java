package dev.presgen.orchestrator.workflows.assessment;

import static java.util.stream.Collectors.groupingBy;

import dev.presgen.orchestrator.core.Recording;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The pipeline's own graph with values for all that it takes and gives, for runs whose steps are not
 * really done. The values are those of {@link RecordedAssessments}, drawn independently of each other.
 */
public final class InventedAssessments {

  /** More than are rendered at once. */
  private static final int COURSES_MAX = AssessmentGraph.COURSES_AT_ONCE + 2;

  private static final List<Recording> RECORDINGS = RecordedAssessments.all();

  private static final Map<Class<?>, List<Object>> VALUES =
      RECORDINGS.stream()
          .flatMap(recording -> recording.payloads().values().stream())
          .collect(groupingBy(Object::getClass));

  private InventedAssessments() {}

  /** The workflow, as the product builds it. */
  public static Workflow workflow() {
    return RECORDINGS.getFirst().workflow();
  }

  /** A value of a type that the pipeline takes or gives. */
  public static Object invent(Class<?> type, RandomGenerator random) {
    var known = Objects.requireNonNull(VALUES.get(type), type::getName);
    var value = known.get(random.nextInt(known.size()));
    return value instanceof CourseOutlines outlines ? some(outlines, random) : value;
  }

  /** As many courses as a run may have, and keys of their own. */
  private static CourseOutlines some(CourseOutlines outlines, RandomGenerator random) {
    var one = outlines.courses().getFirst();
    return new CourseOutlines(
        IntStream.rangeClosed(1, random.nextInt(1, COURSES_MAX + 1))
            .mapToObj(
                number -> new CourseOutline(
                    "course-" + number,
                    one.title(),
                    one.domain(),
                    one.difficulty(),
                    one.slides(),
                    one.hours(),
                    one.objectives(),
                    one.sections()))
            .toList());
  }
}
