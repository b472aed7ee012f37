package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

/**
 * The Wilson score interval of a share, without continuity correction: E. B. Wilson, "Probable
 * inference, the law of succession, and statistical inference", Journal of the American Statistical
 * Association 22 (1927), 209-212. It stays within 0 and 1 and serves the few questions of a skill,
 * where the textbook interval fails.
 *
 * @param low at least 0
 * @param high at most 1
 */
record Wilson(double low, double high) {

  /** The 97.5th percentile of the standard normal distribution, for 95 % in the middle. */
  private static final double Z = 1.959964;

  /**
   * The 95 % interval.
   *
   * @param asked at least 1
   */
  static Wilson of(int correct, int asked) {
    double n = asked;
    double share = correct / n;
    double square = Z * Z;
    double middle = (share + square / (2 * n)) / (1 + square / n);
    double half =
        Z
            / (1 + square / n)
            * Math.sqrt(share * (1 - share) / n + square / (4 * n * n));
    return new Wilson(Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
