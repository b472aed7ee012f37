package dev.presgen.orchestrator.workflows.assessment;

import java.math.BigDecimal;
import java.util.List;

/**
 * The certification that a learner prepares for.
 *
 * @param passingScore percent of right answers that passes, 0 to 100
 * @param domains the exam's domains; their weights sum to exactly 100
 */
public record Certification(
    String name, String version, String provider, int passingScore, List<ExamDomain> domains) {

  public Certification {
    domains = List.copyOf(domains);
  }

  /**
   * One domain of the exam.
   *
   * @param weight its share of the exam in percent, above 0
   * @param skills the skills that count here; empty for all that the bank has
   */
  public record ExamDomain(String name, BigDecimal weight, List<String> skills) {
    public ExamDomain {
      skills = List.copyOf(skills);
    }
  }
}
