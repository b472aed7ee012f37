package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Confidential;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one run with their answer key. What {@code GENERATE_ASSESSMENT} leaves behind.
 *
 * @param questions in the order in which they are asked
 */
public record Assessment(String title, String bank, List<Question> questions)
    implements Confidential {

  public Assessment {
    questions = List.copyOf(questions);
  }

  @Override
  public PayloadClass payloadClass() {
    return PayloadClass.ANSWER_KEY;
  }

  @Override
  public Outline open() {
    return new Outline(
        title,
        bank,
        questions.stream()
            .map(q -> new Outline.Asked(q.itemId(), q.domain(), q.skill(), q.level(), q.stem()))
            .toList());
  }

  /** The assessment without its options and key. */
  public record Outline(String title, String bank, List<Asked> questions) {
    /** One question, as anybody may see it. */
    public record Asked(
        String itemId, String domain, String skill, @Nullable CognitiveLevel level, String stem) {}
  }

  /**
   * One question.
   *
   * @param itemId the item's id in its bank
   * @param level null where the bank names none
   * @param difficulty null where the bank names none
   * @param options at least two, in the order in which they are shown; texts are distinct
   */
  public record Question(
      String itemId,
      String domain,
      String skill,
      @Nullable CognitiveLevel level,
      @Nullable Difficulty difficulty,
      String stem,
      List<Option> options) {

    public Question {
      options = List.copyOf(options);
    }

    /** Whether more than one option is right, so that several may be chosen. */
    public boolean severalRight() {
      return options.stream().filter(Option::right).count() > 1;
    }

    public List<String> rightTexts() {
      return options.stream().filter(Option::right).map(Option::text).toList();
    }
  }

  /**
   * One option.
   *
   * @param rationale why it is right or wrong; may be empty
   */
  public record Option(String text, boolean right, String rationale) {}

  /** The questions by item id. */
  public Map<String, Question> byItem() {
    return questions.stream()
        .collect(java.util.stream.Collectors.toUnmodifiableMap(Question::itemId, q -> q));
  }
}
