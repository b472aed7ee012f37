package dev.presgen.orchestrator.sandbox.presgen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A part of what a deck is made from.
 *
 * @param title its heading
 * @param lines its sentences and bullet points
 */
record Section(String title, List<String> lines) {

  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.+)");
  private static final Pattern BULLET = Pattern.compile("(?:[-*•]|\\d+[.)])\\s+(.+)");
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+");

  Section {
    lines = List.copyOf(lines);
  }

  /** Splits a report at its headings; what stands before the first one comes under the given title. */
  static List<Section> ofReport(String text, String title) {
    var sections = new ArrayList<Section>();
    var heading = title;
    var lines = new ArrayList<String>();
    for (var line : text.lines().map(String::strip).filter(it -> !it.isEmpty()).toList()) {
      var matcher = HEADING.matcher(line);
      if (matcher.matches()) {
        add(sections, heading, lines, title);
        heading = matcher.group(1).strip();
        lines = new ArrayList<>();
      } else {
        lines.addAll(sentences(line));
      }
    }
    add(sections, heading, lines, title);
    return List.copyOf(sections);
  }

  /** The sections of an outline: a list, or an object with {@code sections}; each a text or an object. */
  static List<Section> ofOutline(JsonNode outline) {
    var list = outline.isArray() ? outline : outline.path("sections");
    if (!list.isArray()) {
      throw PresGenError.invalid("content_outline: Input should be a list of sections");
    }
    return list.valueStream().map(Section::ofOutlineSection).toList();
  }

  private static Section ofOutlineSection(JsonNode section) {
    if (section.isString() && !section.stringValue().isBlank()) {
      return new Section(section.stringValue().strip(), List.of());
    }
    var title = section.path("title").asString(section.path("heading").asString("")).strip();
    if (title.isEmpty()) {
      throw PresGenError.invalid("content_outline: every section needs a title");
    }
    var lines = new ArrayList<String>();
    for (var field : section.properties()) {
      if (!field.getKey().equals("title") && !field.getKey().equals("heading")) {
        collect(field.getValue(), lines);
      }
    }
    return new Section(title, lines);
  }

  private static void collect(JsonNode node, List<String> lines) {
    if (node.isString()) {
      node.stringValue()
          .lines()
          .map(String::strip)
          .filter(it -> !it.isEmpty())
          .forEach(line -> lines.addAll(sentences(line)));
    }
    node.forEach(child -> collect(child, lines));
  }

  private static List<String> sentences(String line) {
    var bullet = BULLET.matcher(line);
    return bullet.matches()
        ? List.of(bullet.group(1).strip())
        : SENTENCE.splitAsStream(line).toList();
  }

  private static void add(List<Section> sections, String heading, List<String> lines,
      String title) {
    if (!lines.isEmpty() || !heading.equals(title)) {
      sections.add(new Section(heading, lines));
    }
  }
}
