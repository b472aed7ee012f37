package dev.presgen.orchestrator.workflows.assessment.engine.courses;

import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.Section;
import dev.presgen.orchestrator.workflows.assessment.TrainingPlan;
import dev.presgen.orchestrator.workflows.assessment.TrainingPlan.PlannedCourse;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBank;
import dev.presgen.orchestrator.workflows.assessment.engine.courses.CourseContent.Share;
import dev.presgen.orchestrator.workflows.assessment.engine.courses.CourseContent.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the outlines of a plan's courses. A section teaches one item: its points are the sentences
 * of the item's rationales, the right option's before those that say when another would have been
 * right; its title is the statement that they begin with. Where there are fewer items than sections
 * are needed, items are divided; where there are fewer sentences than slides, the course has fewer
 * slides. Stems and options of the assessment are not repeated.
 */
public final class OutlineWriter {

  /** PresGen Core refuses an outline with fewer sections than a third of its slides. */
  private static final int SLIDES_A_SECTION = 3;

  /** What a slide should have to say, as far as the bank goes. */
  private static final int SENTENCES_A_SLIDE = 2;

  /** As many as the longest deck has slides. */
  private static final int MOST_SECTIONS = 40;

  private static final int MOST_OBJECTIVES = 5;

  private final AcceptedRequest request;
  private final Assessment assessment;
  private final TrainingPlan plan;
  private final Optional<ItemBank> bank;

  private OutlineWriter(
      AcceptedRequest request,
      Assessment assessment,
      TrainingPlan plan,
      Optional<ItemBank> bank) {
    this.request = request;
    this.assessment = assessment;
    this.plan = plan;
    this.bank = bank;
  }

  /**
   * Writes an outline for each course.
   *
   * @param bank the assessment's, when it is still there; deepens what the missed items say
   */
  public static CourseOutlines write(
      AcceptedRequest request,
      Assessment assessment,
      TrainingPlan plan,
      Optional<ItemBank> bank) {
    var writer = new OutlineWriter(request, assessment, plan, bank);
    return new CourseOutlines(plan.courses().stream().map(writer::outline).toList());
  }

  /**
   * The courses of a plan that nothing can be said in, which a plan that a person has edited may
   * have: no outline can be written for them.
   *
   * @param bank the assessment's, when it is still there
   */
  public static List<PlannedCourse> empty(
      Assessment assessment, TrainingPlan plan, Optional<ItemBank> bank) {
    return plan.courses()
        .stream()
        .filter(course -> content(course, assessment, plan, bank).lessons().isEmpty())
        .toList();
  }

  private static CourseContent content(
      PlannedCourse course, Assessment assessment, TrainingPlan plan, Optional<ItemBank> bank) {
    List<PlannedCourse> parts =
        plan.courses().stream().filter(c -> topic(c).equals(topic(course))).toList();
    Set<String> missed =
        parts.stream().flatMap(part -> part.items().stream()).collect(Collectors.toSet());
    var share = new Share(parts.indexOf(course), parts.size());
    return CourseContent.of(topic(course), missed, share, assessment, bank);
  }

  private CourseOutline outline(PlannedCourse course) {
    var content = content(course, assessment, plan, bank);
    int slides = slides(request, content);
    int sections = (slides + SLIDES_A_SECTION - 1) / SLIDES_A_SECTION;
    List<Section> written =
        sections(SectionDraft.of(taught(content, slides, sections), sections), course.title());
    return new CourseOutline(
        course.key(),
        course.title(),
        course.domain(),
        request.assessment().difficulty(),
        slides,
        course.hours(),
        objectives(course, written),
        written);
  }

  private static Topic topic(PlannedCourse course) {
    return new Topic(course.domain(), course.skills());
  }

  /** How many slides a course has: what was asked for, or as many as its content is enough for. */
  static int slides(AcceptedRequest request, CourseContent content) {
    return Math.max(1, Math.min(request.delivery().slidesPerCourse(), content.slidesAtMost()));
  }

  /** The missed items, and as many others as it takes to fill the slides. */
  private static List<Lesson> taught(CourseContent content, int slides, int sections) {
    List<Lesson> taught = new ArrayList<>();
    int sentences = 0;
    for (Lesson lesson : content.lessons()) {
      boolean enough = taught.size() >= sections && sentences >= slides * SENTENCES_A_SLIDE;
      if ((enough && !content.missed().contains(lesson.item())) || taught.size() == MOST_SECTIONS) {
        break;
      }
      taught.add(lesson);
      sentences += lesson.sentences();
    }
    return taught;
  }

  private static List<Section> sections(List<SectionDraft> drafts, String courseTitle) {
    Set<String> titles = new HashSet<>();
    List<Section> sections = new ArrayList<>();
    for (SectionDraft draft : drafts) {
      String title = title(draft, courseTitle, titles);
      List<String> points = draft.points();
      List<String> more = points.stream().filter(point -> !saysOnly(title, point)).toList();
      sections.add(new Section(title, more.isEmpty() ? points : more, List.of(draft.item())));
    }
    return sections;
  }

  /** What the section states; of its first explanation, if that states something whole. */
  private static String title(SectionDraft draft, String courseTitle, Set<String> taken) {
    // What was not explained would give the right option away, were it a title.
    List<String> statements = draft.isExplained() ? statements(draft.points()) : List.of();
    List<String> first =
        draft.isExplained() ? statements(draft.explanations().getFirst()) : List.of();
    return Stream.of(first.stream().filter(Headline::isWhole), statements.stream())
        .flatMap(candidates -> candidates)
        .filter(candidate -> !taken.contains(candidate))
        .findFirst()
        .map(
            candidate -> {
              taken.add(candidate);
              return candidate;
            })
        .orElseGet(() -> numbered(courseTitle, taken));
  }

  private static List<String> statements(List<String> points) {
    return points.stream()
        .flatMap(point -> Headline.sentences(point).stream())
        .map(Headline::of)
        .toList();
  }

  private static boolean saysOnly(String title, String point) {
    return point.startsWith(title) && point.length() <= title.length() + 1;
  }

  private static String numbered(String title, Set<String> taken) {
    int number = 1;
    String candidate = title;
    while (!taken.add(candidate)) {
      number++;
      candidate = title + " (" + number + ")";
    }
    return candidate;
  }

  /** The skills, then what the first sections state. */
  private static List<String> objectives(PlannedCourse course, List<Section> sections) {
    return Stream.concat(course.skills().stream(), sections.stream().map(Section::title))
        .distinct()
        .limit(MOST_OBJECTIVES)
        .toList();
  }
}
