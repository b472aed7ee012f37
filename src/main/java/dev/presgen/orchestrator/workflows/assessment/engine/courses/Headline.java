package dev.presgen.orchestrator.workflows.assessment.engine.courses;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes prose apart: into sentences, and a sentence down to the statement at its beginning. */
final class Headline {

  /** The longest headline, in characters; about two lines on a slide. */
  static final int LONGEST = 110;

  private static final int SHORTEST = 20;
  private static final String CUT = "…";

  /** The end of a sentence: its sign, unless that belongs to an abbreviation, before a capital. */
  private static final Pattern SENTENCE_END =
      Pattern.compile("(?<=[.!?])(?<!\\b(?:e\\.g|i\\.e|vs|etc|cf)\\.)\\s+(?=[\\p{Lu}\\p{N}\"“(])");

  /** Where what follows only adds to a statement. */
  private static final Pattern CLAUSE_END =
      Pattern.compile(
          "[;:] |,? (?:because|so that|whereas|although|which means) |, (?:so|which|but|while|since"
              + "|even|yet|thereby|leaving|making|meaning) |(?<inList>, (?:and|not|or) )");

  /** Words that point back to the sentence before. */
  private static final Pattern POINTING_BACK =
      Pattern.compile(
          "(?:It|Its|They|Their|This|That|These|Those|Both|Such|Neither|Each|He|She|Here|There)\\b.*",
          Pattern.DOTALL);

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

  /** Sentences, each with the next one where that points back to it. */
  static List<String> points(String text) {
    List<String> points = new ArrayList<>();
    boolean alone = false;
    for (String sentence : sentences(text)) {
      if (alone && pointsBack(sentence)) {
        points.addLast(points.removeLast() + " " + sentence);
        alone = false;
      } else {
        points.addLast(sentence);
        alone = true;
      }
    }
    return points;
  }

  /** Whether a sentence needs the one before it to be understood. */
  static boolean pointsBack(String sentence) {
    return POINTING_BACK.matcher(sentence).matches();
  }

  /** Whether a headline says all that it began to say, and by itself. */
  static boolean isWhole(String headline) {
    return !headline.endsWith(CUT) && !pointsBack(headline);
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
      String statement = whole.substring(0, ends.start());
      boolean isList = ends.group("inList") != null && statement.contains(",");
      if (statement.length() >= SHORTEST && !isList) {
        return statement;
      }
    }
    return whole.length() <= LONGEST ? whole : cut(whole);
  }

  private static String cut(String text) {
    int end = text.lastIndexOf(' ', LONGEST - 1);
    String kept = text.substring(0, end < SHORTEST ? LONGEST - 1 : end);
    return kept.replaceFirst("[,;:]$", "") + CUT;
  }
}
