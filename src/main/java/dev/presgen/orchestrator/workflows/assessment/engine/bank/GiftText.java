package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import dev.presgen.orchestrator.workflows.assessment.DisplayedText;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How text is written within GIFT: with a backslash before its own signs, and in four formats. */
final class GiftText {

  private static final Pattern FORMAT =
      Pattern.compile("^\\s*\\[(html|moodle|plain|markdown)]", Pattern.CASE_INSENSITIVE);
  private static final Pattern TAG =
      Pattern.compile("</?[A-Za-z][^<>]*>|<!--.*?-->", Pattern.DOTALL);
  private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot|apos|nbsp|#\\d{1,7});");

  private GiftText() {}

  /** Where a sign first stands without a backslash before it, from an index on. */
  static OptionalInt find(String text, String sign, int from) {
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == '\\') {
        at++;
      } else if (text.startsWith(sign, at)) {
        return OptionalInt.of(at);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The text that a person sees. Tags are taken out and entities resolved where the text says that
   * it is HTML (or Moodle's kind of it); Markdown stays as it is written.
   */
  static String shown(String written) {
    Matcher format = FORMAT.matcher(written);
    String body = format.find() ? written.substring(format.end()) : written;
    boolean html = format.hasMatch() && format.group(1).matches("(?i)html|moodle");
    String text = unescaped(body);
    return DisplayedText.clean(html ? withoutMarkup(text) : text);
  }

  private static String unescaped(String text) {
    var plain = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      if (c == '\\' && "~=#{}:\\".indexOf(next) >= 0) {
        plain.append(next);
        at++;
      } else if (c == '\\' && next == 'n') {
        plain.append('\n');
        at++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static String withoutMarkup(String html) {
    String text = TAG.matcher(html).replaceAll(" ");
    return ENTITY
        .matcher(text)
        .replaceAll(entity -> Matcher.quoteReplacement(character(entity.group(1))));
  }

  private static String character(String entity) {
    return switch (entity) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      case "nbsp" -> " ";
      default -> {
        int code = Integer.parseInt(entity.substring(1));
        yield Character.isValidCodePoint(code) ? Character.toString(code) : "&" + entity + ";";
      }
    };
  }
}
