package dev.presgen.orchestrator.cli.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A part of what the service answered, read tolerantly: unknown members do not matter, missing ones
 * are empty. Texts come without control characters, since names are data and a terminal obeys escape
 * sequences.
 */
public record Answer(JsonNode node) {
  /** No answer at all; every member is missing. */
  public static final Answer NONE = new Answer(MissingNode.getInstance());

  /**
   * Reads a JSON document.
   *
   * @throws tools.jackson.core.JacksonException when it is none
   */
  public static Answer parse(String json) {
    return new Answer(JsonMapper.shared().readTree(json));
  }

  /** The member called so. */
  public Answer at(String name) {
    return new Answer(node.path(name));
  }

  /** The member as text: of a number or a truth value its digits or word, else empty. */
  public String text(String name) {
    return at(name).asText();
  }

  /** This value as text, empty for objects, lists and null. */
  public String asText() {
    return node.isNull() ? "" : visible(node.asString(""));
  }

  /** The member as text, when there is any. */
  public Optional<String> find(String name) {
    return Optional.of(text(name)).filter(text -> !text.isEmpty());
  }

  /** The member as a whole number, 0 when it is none. */
  public int number(String name) {
    return node.path(name).asInt(0);
  }

  /** The member as a number, when it is one. */
  public Optional<Double> decimal(String name) {
    var value = node.path(name);
    return value.isNumber() ? Optional.of(value.asDouble()) : Optional.empty();
  }

  /** Whether the member is true. */
  public boolean is(String name) {
    return node.path(name).asBoolean(false);
  }

  /** The member as a time. */
  public Optional<Instant> time(String name) {
    try {
      return find(name).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The member, a number of milliseconds, as a duration. */
  public Optional<Duration> milliseconds(String name) {
    return decimal(name).map(value -> Duration.ofMillis(value.longValue()));
  }

  /** The elements of the member, none when it is no list. */
  public List<Answer> list(String name) {
    return at(name).elements();
  }

  /** The elements of this list, none when it is no list. */
  public List<Answer> elements() {
    return node.isArray() ? node.values().stream().map(Answer::new).toList() : List.of();
  }

  /** The texts in the member, none when it is no list. */
  public List<String> texts(String name) {
    return list(name).stream().map(Answer::asText).filter(text -> !text.isEmpty()).toList();
  }

  /** The document as the service wrote it, laid out for reading. */
  public String json() {
    return node.isMissingNode() ? "{}" : node.toPrettyString();
  }

  private static String visible(String text) {
    return text.codePoints().noneMatch(Character::isISOControl)
        ? text
        : text.codePoints()
            .mapToObj(c -> Character.isISOControl(c) ? " " : Character.toString(c))
            .collect(Collectors.joining());
  }
}
