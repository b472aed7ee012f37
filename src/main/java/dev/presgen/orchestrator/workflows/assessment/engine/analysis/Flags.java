package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

import dev.presgen.orchestrator.workflows.assessment.Results.Flag;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The things a person should know about results, as they turn up; those alike become one flag. */
final class Flags {

  /** The form is not as it was published. */
  static final String FORM_CHANGED = "FORM_CHANGED";

  /** The answers that count are not known to be the learner's. */
  static final String OTHER_RESPONDENT = "OTHER_RESPONDENT";

  /** The learner answered more than once. */
  static final String SEVERAL_RESPONSES = "SEVERAL_RESPONSES";

  /** The sheet does not have every question, or has answers that none of its options is. */
  static final String SHEET_DIFFERS = "SHEET_DIFFERS";

  private static final int NAMES_SHOWN = 10;

  /** What a flag says of questions, before their names. */
  private record Kind(String code, String what) {}

  private final List<Flag> plain = new ArrayList<>();
  private final Map<Kind, List<String>> ofQuestions = new LinkedHashMap<>();

  void add(String code, String detail) {
    plain.add(new Flag(code, detail));
  }

  /** Adds a question to the flag that says this of questions. */
  void question(String code, String what, String title) {
    ofQuestions
        .computeIfAbsent(new Kind(code, what), kind -> new ArrayList<>())
        .add("\"" + Fields.shortened(title) + "\"");
  }

  List<Flag> all() {
    List<Flag> all = new ArrayList<>(plain);
    ofQuestions.forEach((kind, titles) -> all.add(flag(kind, titles)));
    return all;
  }

  private static Flag flag(Kind kind, List<String> titles) {
    int hidden = Math.max(0, titles.size() - NAMES_SHOWN);
    String names = titles.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
    return new Flag(
        kind.code(),
        "%s: %s%s".formatted(kind.what(), names, hidden == 0 ? "" : ", and " + hidden + " more"));
  }
}
