package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Several chosen options in one cell, as Google writes them: joined by a comma and a space. */
final class ChosenTexts {

  private static final String JOINT = ", ";

  /** More than any real cell takes; one made to mislead is then taken as unreadable. */
  private static final int MOST_STEPS = 10_000;

  private final String cell;
  private final List<String> options;
  private final Set<Set<String>> found = new HashSet<>();
  private int steps;

  private ChosenTexts(String cell, List<String> options) {
    this.cell = cell;
    this.options = options;
  }

  /**
   * Takes a cell apart into options, each at most once, whose own texts may have commas.
   *
   * @return the options in their own order; empty when the cell is not made of them, or when it can
   *     be taken as different choices
   */
  static Optional<List<String>> in(String cell, List<String> options) {
    var search = new ChosenTexts(cell, options);
    search.from(0, new ArrayList<>());
    if (search.found.size() != 1 || search.steps > MOST_STEPS) {
      return Optional.empty();
    }
    Set<String> chosen = search.found.iterator().next();
    return Optional.of(options.stream().filter(chosen::contains).toList());
  }

  private void from(int at, List<String> chosen) {
    for (String option : options) {
      if (++steps > MOST_STEPS || found.size() > 1) {
        return;
      }
      if (cell.startsWith(option, at) && !chosen.contains(option)) {
        int end = at + option.length();
        chosen.addLast(option);
        if (end == cell.length()) {
          found.add(Set.copyOf(chosen));
        } else if (cell.startsWith(JOINT, end)) {
          from(end + JOINT.length(), chosen);
        }
        chosen.removeLast();
      }
    }
  }
}
