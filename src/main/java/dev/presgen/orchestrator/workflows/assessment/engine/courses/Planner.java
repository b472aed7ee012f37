package dev.presgen.orchestrator.workflows.assessment.engine.courses;

import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.DisplayedText;
import dev.presgen.orchestrator.workflows.assessment.Results;
import dev.presgen.orchestrator.workflows.assessment.TrainingPlan;
import dev.presgen.orchestrator.workflows.assessment.TrainingPlan.PlannedCourse;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBank;
import dev.presgen.orchestrator.workflows.assessment.engine.courses.CourseContent.Share;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Plans the courses. As many come as are asked for: where there are fewer skills than courses, the
 * items of those with the most are divided among several, as long as each has one.
 *
 * <p>The hours are a rule of our own, with no claim to measure anybody's pace: one hour for the
 * course itself, half an hour to work through each missed item again, and up to two more by the
 * severity of the gap; rounded up to a half and at most {@value #MOST_HOURS}.
 */
public final class Planner {

  private static final double MOST_HOURS = 12;
  private static final int LONGEST_TITLE = 150;

  // Names of 200 characters each would make a title longer than the 300 that a deck may have.
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_DOMAIN = 75;

  private final AcceptedRequest request;
  private final Assessment assessment;
  private final Optional<ItemBank> bank;
  private final Set<String> titles = new HashSet<>();

  private Planner(AcceptedRequest request, Assessment assessment, Optional<ItemBank> bank) {
    this.request = request;
    this.assessment = assessment;
    this.bank = bank;
  }

  /**
   * Plans the courses that close the gaps.
   *
   * @param bank the assessment's, when it is still there
   */
  public static TrainingPlan plan(
      AcceptedRequest request,
      Assessment assessment,
      Results results,
      Optional<ItemBank> bank) {
    return new Planner(request, assessment, bank).plan(CourseSelection.of(request, results, bank));
  }

  private TrainingPlan plan(List<CourseDraft> drafts) {
    List<Integer> parts = parts(drafts);
    List<PlannedCourse> courses = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      for (int part = 0; part < parts.get(i); part++) {
        String key = String.valueOf(courses.size() + 1);
        courses.add(course(key, drafts.get(i), new Share(part, parts.get(i))));
      }
    }
    return new TrainingPlan(courses, courses.stream().mapToDouble(PlannedCourse::hours).sum());
  }

  /** Into how many courses each draft is divided. */
  private List<Integer> parts(List<CourseDraft> drafts) {
    List<Integer> lessons =
        drafts.stream().map(draft -> content(draft, Share.WHOLE).lessons().size()).toList();
    List<Integer> parts = new ArrayList<>(drafts.stream().map(draft -> 1).toList());
    for (int more = request.delivery().courses() - drafts.size(); more > 0; more--) {
      IntStream.range(0, drafts.size())
          .boxed()
          .filter(i -> lessons.get(i) > parts.get(i))
          .max(
              Comparator.comparingDouble((Integer i) -> (double) lessons.get(i) / parts.get(i))
                  .thenComparing(Comparator.reverseOrder()))
          .ifPresent(i -> parts.set(i, parts.get(i) + 1));
    }
    return parts;
  }

  private CourseContent content(CourseDraft draft, Share share) {
    return CourseContent.of(
        draft.topic(), Set.copyOf(draft.missed()), share, assessment, bank);
  }

  private PlannedCourse course(String key, CourseDraft draft, Share share) {
    var content = content(draft, share);
    double hours = 1 + 0.5 * content.missed().size() + 2 * draft.severity();
    return new PlannedCourse(
        key,
        title(draft, share),
        draft.topic().domain(),
        draft.topic().skills(),
        rounded(draft.priority(), 4).doubleValue(),
        Math.min(MOST_HOURS, Math.ceil(hours * 2) / 2),
        reason(draft) + shortage(content),
        content.missed());
  }

  private String title(CourseDraft draft, Share share) {
    List<String> skills = draft.topic().skills();
    String joined = String.join("; ", skills);
    String title =
        joined.length() <= LONGEST_TITLE || skills.size() == 1
            ? joined
            : "%s: %s and %d more"
                .formatted(
                    cut(draft.topic().domain(), LONGEST_DOMAIN),
                    cut(skills.getFirst(), LONGEST_NAME - LONGEST_DOMAIN - 20),
                    skills.size() - 1);
    String part = share.of() == 1 ? "" : ", part %d of %d".formatted(share.index() + 1, share.of());
    String whole = title + part;
    // Two domains may call a skill the same.
    return titles.add(whole)
        ? whole
        : "%s (%s)%s".formatted(title, cut(draft.topic().domain(), LONGEST_DOMAIN), part);
  }

  private static String cut(String name, int longest) {
    return DisplayedText.length(name) <= longest
        ? name
        : name.substring(0, name.offsetByCodePoints(0, longest - 1)).strip() + "…";
  }

  private static String reason(CourseDraft draft) {
    if (draft.asked() == 0) {
      return "No question was asked about this part of a domain with %s %% of the exam."
          .formatted(shown(draft.weight()));
    }
    String score =
        "%d of %d questions were answered right (%s %%), "
            .formatted(draft.correct(), draft.asked(), shown(draft.percent()));
    return draft.isGap()
        ? score
            + "%s points below the passing score of %s %%."
                .formatted(shown(draft.target() - draft.percent()), shown(draft.target()))
        : score + "no gap, but among the weakest of the skills without one.";
  }

  private String shortage(CourseContent content) {
    int wanted = request.delivery().slidesPerCourse();
    int slides = OutlineWriter.slides(request, content);
    return slides == wanted
        ? ""
        : " The item bank has content for %d of %d slides.".formatted(slides, wanted);
  }

  private static String shown(double number) {
    return rounded(number, 1).stripTrailingZeros().toPlainString();
  }

  private static BigDecimal rounded(double number, int decimals) {
    return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP);
  }
}
