package dev.presgen.orchestrator.sandbox.google;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@link FieldMask}s. */
final class FieldMaskParser {

  /** No real mask nests deeper than the schemas do; a limit keeps hostile input off the stack. */
  private static final int DEPTH_MAX = 40;

  private final String text;
  private int at;
  private int depth;

  FieldMaskParser(String text) {
    this.text = text;
  }

  FieldMask parse() {
    var mask = list();
    if (at < text.length()) {
      throw invalid();
    }
    return mask;
  }

  private FieldMask list() {
    if (++depth > DEPTH_MAX) {
      throw invalid();
    }
    Map<String, FieldMask> children = new LinkedHashMap<>();
    do {
      var name = name();
      children.merge(name, below(), FieldMaskParser::union);
    } while (skip(','));
    depth--;
    return new FieldMask(children);
  }

  private FieldMask below() {
    if (skip('(')) {
      var group = list();
      if (!skip(')')) {
        throw invalid();
      }
      return group;
    }
    if (skip('.') || skip('/')) {
      if (++depth > DEPTH_MAX) {
        throw invalid();
      }
      var single = new FieldMask(Map.of(name(), below()));
      depth--;
      return single;
    }
    return FieldMask.whole();
  }

  private String name() {
    skipBlanks();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_*-".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (start == at) {
      throw invalid();
    }
    return text.substring(start, at);
  }

  private boolean skip(char expected) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private static FieldMask union(FieldMask one, FieldMask other) {
    if (one.isWhole() || other.isWhole()) {
      return FieldMask.whole();
    }
    Map<String, FieldMask> both = new LinkedHashMap<>(one.children());
    other.children().forEach((name, mask) -> both.merge(name, mask, FieldMaskParser::union));
    return new FieldMask(both);
  }

  private GoogleError invalid() {
    return GoogleError.invalid("Invalid field selection " + text, "fields");
  }
}
