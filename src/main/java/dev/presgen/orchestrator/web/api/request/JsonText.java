package dev.presgen.orchestrator.web.api.request;

import dev.presgen.orchestrator.web.api.problem.Fault;
import dev.presgen.orchestrator.web.api.problem.Problem;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Pointers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes JSON texts. What is read is UTF-8, has no field twice in an object, and holds
 * only texts that every store can keep: no half of a surrogate pair and no character zero.
 */
public final class JsonText {

  /** How deep objects and arrays may stand in each other. */
  private static final int DEPTH_MAX = 64;

  /** The longest text, in characters; no field of any request comes near it. */
  private static final int TEXT_MAX = 100_000;

  private static final int NAME_MAX = 1_000;

  /** Digits of a number; numbers with more are attacks on whoever calculates with them. */
  private static final int DIGITS_MAX = 100;

  private static final JsonMapper READER =
      JsonMapper.builder(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(DEPTH_MAX)
                      .maxStringLength(TEXT_MAX)
                      .maxNameLength(NAME_MAX)
                      .maxNumberLength(DIGITS_MAX)
                      .build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final JsonMapper CANONICAL =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private JsonText() {}

  /**
   * Reads a body.
   *
   * @throws RequestRefused when it is no such text; says the line and column
   */
  public static JsonNode read(byte[] body) {
    var text = decoded(body);
    try {
      var root = READER.readTree(text);
      var faults = new ArrayList<Fault>();
      check(root, "", faults);
      if (!faults.isEmpty()) {
        throw RequestRefused.invalid(faults);
      }
      return root;
    } catch (StreamConstraintsException tooMuch) {
      throw refused("JSON_LIMIT", tooMuch);
    } catch (JacksonException notJson) {
      throw refused("MALFORMED_JSON", notJson);
    }
  }

  /** The text of a body without its byte order mark. */
  public static String decoded(byte[] body) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      throw new RequestRefused(
          Problem.of(HttpStatus.BAD_REQUEST, "NOT_UTF_8", "The body is no UTF-8 text."));
    }
  }

  /** The same for every text that means the same: fields in order, no blanks. */
  public static String canonical(JsonNode value) {
    return CANONICAL.writeValueAsString(value);
  }

  private static RequestRefused refused(String code, JacksonException problem) {
    var location = problem.getLocation();
    var place =
        location == null
            ? ""
            : "Line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    return new RequestRefused(
        Problem.of(
            HttpStatus.BAD_REQUEST,
            code,
            "The body cannot be read as JSON. " + place + reason(problem)));
  }

  /** Jackson's words, without the place that they repeat and the settings that they name. */
  private static String reason(JacksonException problem) {
    return problem.getOriginalMessage()
        .replaceAll("(?s) \\(start marker at .*", "")
        .replaceAll(",? ?\\(?from `[^`]*`\\)?", "")
        .replaceAll("(?s)\\n.*", "");
  }

  private static void check(JsonNode value, String pointer, List<Fault> faults) {
    if (value.isString()) {
      checkText(value.stringValue(), pointer, faults);
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(value.get(i), Pointers.in(pointer, i), faults);
      }
    } else {
      for (var field : value.properties()) {
        checkText(field.getKey(), pointer, faults);
        check(field.getValue(), Pointers.in(pointer, field.getKey()), faults);
      }
    }
  }

  private static void checkText(String text, String pointer, List<Fault> faults) {
    if (text.indexOf('\0') >= 0) {
      faults.add(Fault.at(pointer, "holds the character U+0000, which no text may"));
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      faults.add(Fault.at(pointer, "holds half of a surrogate pair, which is no character"));
    }
  }
}
