package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import dev.presgen.orchestrator.workflows.assessment.Certification.ExamDomain;
import dev.presgen.orchestrator.workflows.assessment.CognitiveLevel;
import dev.presgen.orchestrator.workflows.assessment.Results;
import dev.presgen.orchestrator.workflows.assessment.Results.Answer;
import dev.presgen.orchestrator.workflows.assessment.Results.Gap;
import dev.presgen.orchestrator.workflows.assessment.Results.Readiness;
import dev.presgen.orchestrator.workflows.assessment.Results.Score;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBank;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Scores a submission and finds the gaps. A question is right when exactly its right options were
 * chosen; one left out is wrong. A group of which nothing was asked does not appear.
 */
public final class GapAnalysis {

  /** How far below the passing score, in points, somebody is still nearly ready. */
  private static final double NEARLY = 10;

  private final List<Question> asked;
  private final Submission submission;
  private final double target;

  private GapAnalysis(List<Question> asked, Submission submission, double target) {
    this.asked = asked;
    this.submission = submission;
    this.target = target;
  }

  /**
   * Analyses a submission.
   *
   * @param bank gives skills their order; without it they come as they are first asked
   */
  public static Results of(
      AcceptedRequest request,
      Assessment assessment,
      Submission submission,
      Optional<ItemBank> bank) {
    List<Question> asked =
        assessment.questions()
            .stream()
            .filter(question -> !submission.notAsked().contains(question.itemId()))
            .toList();
    var certification = request.certification();
    var analysis = new GapAnalysis(asked, submission, certification.passingScore());
    List<Gap> domains = new ArrayList<>();
    List<Gap> skills = new ArrayList<>();
    for (ExamDomain domain : certification.domains()) {
      String name = domain.name();
      analysis.gap(name, name, q -> q.domain().equals(name)).ifPresent(domains::add);
      for (String skill : analysis.skills(name, bank)) {
        analysis
            .gap(skill, name, q -> q.domain().equals(name) && q.skill().equals(skill))
            .ifPresent(skills::add);
      }
    }
    Score score = analysis.score();
    return new Results(
        score,
        readiness(score, domains, certification.passingScore()),
        domains,
        skills,
        analysis.levels(),
        submission.late(),
        submission.flags(),
        asked.stream().map(analysis::answer).toList());
  }

  private Set<String> skills(String domain, Optional<ItemBank> bank) {
    Set<String> skills = new LinkedHashSet<>();
    bank.ifPresent(known -> skills.addAll(known.skills(domain)));
    asked.stream().filter(q -> q.domain().equals(domain)).map(Question::skill).forEach(skills::add);
    return skills;
  }

  private List<Gap> levels() {
    return Arrays.stream(CognitiveLevel.values())
        .flatMap(
            level -> gap(level.name().toLowerCase(Locale.ROOT), "", q -> q.level() == level)
                .stream())
        .toList();
  }

  private Score score() {
    int correct = (int) asked.stream().filter(this::isRight).count();
    double percent = percent(correct, asked.size());
    return new Score(asked.size(), correct, percent, !asked.isEmpty() && percent >= target);
  }

  private static Readiness readiness(Score score, List<Gap> domains, double target) {
    if (score.passed()) {
      return domains.stream().anyMatch(Gap::gap) ? Readiness.NEARLY_READY : Readiness.READY;
    }
    boolean nearly = score.asked() > 0 && score.percent() >= target - NEARLY;
    return nearly ? Readiness.NEARLY_READY : Readiness.NOT_READY;
  }

  private Optional<Gap> gap(String name, String domain, Predicate<Question> belongs) {
    List<Question> group = asked.stream().filter(belongs).toList();
    if (group.isEmpty()) {
      return Optional.empty();
    }
    List<String> missed =
        group.stream().filter(question -> !isRight(question)).map(Question::itemId).toList();
    int correct = group.size() - missed.size();
    double percent = percent(correct, group.size());
    Wilson interval = Wilson.of(correct, group.size());
    boolean gap = percent < target;
    return Optional.of(
        new Gap(
            name,
            domain,
            group.size(),
            correct,
            percent,
            List.of(rounded(100 * interval.low(), 1), rounded(100 * interval.high(), 1)),
            target,
            gap,
            gap ? rounded((target - percent) / target, 4) : 0,
            missed));
  }

  private Answer answer(Question question) {
    return new Answer(question.itemId(), chosen(question), isRight(question));
  }

  private boolean isRight(Question question) {
    return Set.copyOf(chosen(question)).equals(Set.copyOf(question.rightTexts()));
  }

  private List<String> chosen(Question question) {
    return submission.chosen().getOrDefault(question.itemId(), List.of());
  }

  private static double percent(int correct, int asked) {
    return asked == 0 ? 0 : rounded(100.0 * correct / asked, 1);
  }

  private static double rounded(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
  }
}
