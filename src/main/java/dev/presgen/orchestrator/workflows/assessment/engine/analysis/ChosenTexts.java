package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several chosen options in one cell, as Google writes them: joined by a comma and a space. */
final class ChosenTexts {

  private static final String JOINT = ", ";

  private ChosenTexts() {}

  /**
   * Takes a cell apart into options, whose own texts may have commas.
   *
   * @return the options; empty when the cell is not made of them, or in more than one way
   */
  static Optional<List<String>> in(String cell, List<String> options) {
    int[] ways = ways(cell, options);
    if (ways[0] != 1) {
      return Optional.empty();
    }
    List<String> chosen = new ArrayList<>();
    int at = 0;
    while (at < cell.length()) {
      String option = next(cell, at, options, ways);
      chosen.add(option);
      at += option.length() + JOINT.length();
    }
    return Optional.of(chosen);
  }

  /** In how many ways the rest of the cell from each index is made of options; 2 for more. */
  private static int[] ways(String cell, List<String> options) {
    int[] ways = new int[cell.length() + 1];
    for (int at = cell.length() - 1; at >= 0; at--) {
      for (String option : options) {
        if (cell.startsWith(option, at)) {
          ways[at] = Math.min(2, ways[at] + waysAfter(cell, at + option.length(), ways));
        }
      }
    }
    return ways;
  }

  private static int waysAfter(String cell, int end, int[] ways) {
    if (end == cell.length()) {
      return 1;
    }
    return cell.startsWith(JOINT, end) ? ways[end + JOINT.length()] : 0;
  }

  private static String next(String cell, int at, List<String> options, int[] ways) {
    return options.stream()
        .filter(
            option -> cell.startsWith(option, at)
                && waysAfter(cell, at + option.length(), ways) > 0)
        .findFirst()
        .orElseThrow();
  }
}
