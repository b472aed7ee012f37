package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Confidential;
import java.util.List;

/**
 * What the learner knows and where the gaps are. What {@code ANALYZE_RESULTS} leaves behind.
 *
 * @param readiness {@code READY}, {@code NEARLY_READY} or {@code NOT_READY}
 * @param late how many responses came after the cut-off and do not count
 * @param answers the learner's answers, in the order of the questions; not for everybody
 */
public record Results(
    Score score,
    Readiness readiness,
    List<Gap> domains,
    List<Gap> skills,
    List<Gap> levels,
    int late,
    List<Flag> flags,
    List<Answer> answers)
    implements Confidential {

  public Results {
    domains = List.copyOf(domains);
    skills = List.copyOf(skills);
    levels = List.copyOf(levels);
    flags = List.copyOf(flags);
    answers = List.copyOf(answers);
  }

  @Override
  public PayloadClass payloadClass() {
    return PayloadClass.LEARNER;
  }

  @Override
  public Summary open() {
    return new Summary(score, readiness, domains, skills, levels, late, flags);
  }

  /** The results without the learner's own answers. */
  public record Summary(
      Score score,
      Readiness readiness,
      List<Gap> domains,
      List<Gap> skills,
      List<Gap> levels,
      int late,
      List<Flag> flags) {}

  /**
   * The whole score.
   *
   * @param percent of right answers, one decimal
   * @param passed whether {@code percent} reaches the passing score
   */
  public record Score(int asked, int correct, double percent, boolean passed) {}

  /** How close the learner is to passing. */
  public enum Readiness {
    /** Passing, and no domain below the passing score. */
    READY,
    /** Passing with gaps, or at most 10 points below. */
    NEARLY_READY,
    NOT_READY
  }

  /**
   * How the learner did in one domain, skill or level, and why that is called a gap or not.
   *
   * @param domain the domain that a skill belongs to; the name itself for a domain; empty for a
   *     level
   * @param percent of right answers, one decimal
   * @param interval the 95 % Wilson score interval of the true share, in percent: low and high, one
   *     decimal
   * @param target the passing score in percent
   * @param gap whether {@code percent} is below {@code target}
   * @param severity how far below, as a share of the target: 0 (none) to 1 (nothing right)
   * @param items the ids of the items behind it that were missed
   */
  public record Gap(
      String name,
      String domain,
      int asked,
      int correct,
      double percent,
      List<Double> interval,
      double target,
      boolean gap,
      double severity,
      List<String> items) {
    public Gap {
      interval = List.copyOf(interval);
      items = List.copyOf(items);
    }
  }

  /**
   * Something a person should know about these results.
   *
   * @param code such as {@code FORM_CHANGED}
   */
  public record Flag(String code, String detail) {}

  /**
   * What the learner answered to one question.
   *
   * @param chosen the texts of the chosen options, as they were shown; empty when left out
   */
  public record Answer(String itemId, List<String> chosen, boolean correct) {
    public Answer {
      chosen = List.copyOf(chosen);
    }
  }

}
