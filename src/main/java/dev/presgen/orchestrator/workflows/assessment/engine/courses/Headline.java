package dev.presgen.orchestrator.workflows.assessment.engine.courses;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes prose apart: into sentences, and a sentence down to the statement at its beginning. */
final class Headline {

  /** The longest headline, in characters; about two lines on a slide. */
  static final int LONGEST = 110;

  private static final int SHORTEST = 20;

  /** The end of a sentence: its sign, unless that belongs to an abbreviation, before a capital. */
  private static final Pattern SENTENCE_END =
      Pattern.compile("(?<=[.!?])(?<!\\b(?:e\\.g|i\\.e|vs|etc|cf)\\.)\\s+(?=[\\p{Lu}\\p{N}\"“(])");

  /** Where what follows only adds to a statement. */
  private static final Pattern CLAUSE_END =
      Pattern.compile(
          "[;:] |,? (?:because|so that|whereas|although|which means) "
              + "|, (?:so|which|and|but|while|since|even|not|or|yet|thereby|leaving|making|meaning) ");

  /** Words with which a statement has not yet begun. */
  private static final Pattern NOT_YET =
      Pattern.compile(
          "(?:When|If|Because|Although|While|With|Without|Once|After|Before|Since|For|Unless|Even"
              + "|Until|In|On|At|By|As|To|From|Given|Under|During|Both|Either|Neither)\\b.*");

  private Headline() {}

  /** The sentences of a text, with their signs; none for a blank text. */
  static List<String> sentences(String text) {
    return Stream.of(SENTENCE_END.split(text.strip())).filter(part -> !part.isEmpty()).toList();
  }

  /** The statement that a sentence makes, without what it adds to it and without its sign. */
  static String of(String sentence) {
    String whole = sentence.strip().replaceFirst("[.!]+$", "");
    Matcher ends = CLAUSE_END.matcher(whole);
    boolean begun = !NOT_YET.matcher(whole).matches();
    while (begun && ends.find()) {
      if (ends.start() > LONGEST) {
        break;
      }
      if (ends.start() >= SHORTEST) {
        return whole.substring(0, ends.start());
      }
    }
    return whole.length() <= LONGEST ? whole : cut(whole);
  }

  private static String cut(String text) {
    int end = text.lastIndexOf(' ', LONGEST - 1);
    String kept = text.substring(0, end < SHORTEST ? LONGEST - 1 : end);
    return kept.replaceFirst("[,;:]$", "") + "…";
  }
}
