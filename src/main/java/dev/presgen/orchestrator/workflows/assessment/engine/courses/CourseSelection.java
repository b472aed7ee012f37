package dev.presgen.orchestrator.workflows.assessment.engine.courses;

import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest;
import dev.presgen.orchestrator.workflows.assessment.Certification.ExamDomain;
import dev.presgen.orchestrator.workflows.assessment.Results;
import dev.presgen.orchestrator.workflows.assessment.Results.Gap;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBank;
import dev.presgen.orchestrator.workflows.assessment.engine.courses.CourseContent.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Selects what the courses are about. A course is a skill with a gap. Where there are more of these
 * than courses, the two of one domain in which the fewest items were missed are put together, up to
 * three skills a course, before the least important courses are left out. Where there are fewer, the
 * weakest other skills follow, then skills that were never asked about, those of the heaviest domains
 * first.
 */
final class CourseSelection {

  private final AcceptedRequest request;
  private final Map<String, ExamDomain> domains;

  private CourseSelection(AcceptedRequest request) {
    this.request = request;
    this.domains =
        request.certification()
            .domains()
            .stream()
            .collect(Collectors.toMap(ExamDomain::name, Function.identity()));
  }

  /** The courses, the most useful first; at most as many as are asked for. */
  static List<CourseDraft> of(AcceptedRequest request, Results results, Optional<ItemBank> bank) {
    return new CourseSelection(request).select(results, bank);
  }

  private List<CourseDraft> select(Results results, Optional<ItemBank> bank) {
    int most = request.delivery().courses();
    List<CourseDraft> gaps =
        new ArrayList<>(results.skills().stream().filter(Gap::gap).map(this::draft).toList());
    while (gaps.size() > most && joinSmallest(gaps)) {}
    gaps.sort(
        Comparator.comparingDouble(CourseDraft::priority)
            .thenComparingDouble(CourseDraft::severity)
            .thenComparingInt(draft -> draft.missed().size())
            .reversed());
    List<CourseDraft> selected = new ArrayList<>(gaps);
    results.skills()
        .stream()
        .filter(skill -> !skill.gap())
        .sorted(
            Comparator.comparingDouble(Gap::percent)
                .thenComparingDouble(skill -> skill.interval().getFirst()))
        .map(this::draft)
        .forEach(selected::add);
    bank.ifPresent(shelf -> selected.addAll(neverAsked(results, shelf)));
    return List.copyOf(selected.subList(0, Math.min(most, selected.size())));
  }

  private CourseDraft draft(Gap skill) {
    return new CourseDraft(
        new Topic(skill.domain(), List.of(skill.name())),
        weight(skill.domain()),
        skill.target(),
        skill.asked(),
        skill.correct(),
        skill.items());
  }

  private double weight(String domain) {
    return Optional.ofNullable(domains.get(domain)).map(d -> d.weight().doubleValue()).orElse(0.0);
  }

  /** Puts two courses together, if any two may be. */
  private static boolean joinSmallest(List<CourseDraft> drafts) {
    record Pair(int first, int second, int missed, double priority) {}
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      for (int j = i + 1; j < drafts.size(); j++) {
        CourseDraft first = drafts.get(i);
        CourseDraft second = drafts.get(j);
        if (first.joins(second)) {
          int missed = first.missed().size() + second.missed().size();
          pairs.add(new Pair(i, j, missed, first.priority() + second.priority()));
        }
      }
    }
    Optional<Pair> smallest =
        pairs.stream()
            .min(Comparator.comparingInt(Pair::missed).thenComparingDouble(Pair::priority));
    smallest.ifPresent(
        pair -> {
          CourseDraft second = drafts.remove(pair.second());
          drafts.set(pair.first(), drafts.get(pair.first()).and(second));
        });
    return smallest.isPresent();
  }

  private List<CourseDraft> neverAsked(Results results, ItemBank bank) {
    Set<Topic> asked = new HashSet<>();
    results.skills().forEach(gap -> asked.add(new Topic(gap.domain(), List.of(gap.name()))));
    double target = request.certification().passingScore();
    return request.certification()
        .domains()
        .stream()
        .sorted(Comparator.comparing(ExamDomain::weight).reversed())
        .flatMap(
            domain -> bank.skills(domain.name())
                .stream()
                .filter(
                    skill -> domain.skills().isEmpty() || domain.skills().contains(skill))
                .map(skill -> new Topic(domain.name(), List.of(skill))))
        .filter(topic -> !asked.contains(topic))
        .map(
            topic -> new CourseDraft(topic, weight(topic.domain()), target, 0, 0, List.of()))
        .toList();
  }
}
