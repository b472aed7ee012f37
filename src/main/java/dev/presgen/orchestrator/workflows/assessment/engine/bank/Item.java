package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import dev.presgen.orchestrator.workflows.assessment.CognitiveLevel;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import java.util.List;
import java.util.Optional;

/**
 * One item of a bank: a question with its options.
 *
 * @param id unique in its bank: letters, digits, {@code .}, {@code _} and {@code -}, at most 64
 * @param domain the exam domain, at most 200 characters
 * @param skill the skill within the domain, at most 200 characters
 * @param level empty where the author named none; it then fits every level
 * @param difficulty empty where the author named none; it then fits every difficulty
 * @param stem the question, unique in its bank, 1 to 1,000 characters
 * @param options 2 to 30, with distinct texts; at least one is right
 */
public record Item(
    String id,
    String domain,
    String skill,
    Optional<CognitiveLevel> level,
    Optional<Difficulty> difficulty,
    String stem,
    List<Option> options) {

  /** The longest stem, and the longest text of an option, in characters. */
  public static final int LONGEST_TEXT = 1000;

  /** The longest rationale, in characters. */
  public static final int LONGEST_RATIONALE = 2000;

  /** The longest name of a domain, a skill or a bank, in characters. */
  public static final int LONGEST_NAME = 200;

  public static final int FEWEST_OPTIONS = 2;
  public static final int MOST_OPTIONS = 30;

  public Item {
    options = List.copyOf(options);
  }

  /**
   * One option.
   *
   * @param text 1 to 1,000 characters
   * @param rationale why it is right or wrong, at most 2,000 characters; may be empty
   */
  public record Option(String text, boolean right, String rationale) {}
}
