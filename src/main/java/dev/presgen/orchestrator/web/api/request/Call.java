package dev.presgen.orchestrator.web.api.request;

import dev.presgen.orchestrator.runtime.Once;
import dev.presgen.orchestrator.web.api.problem.Fault;
import dev.presgen.orchestrator.web.api.problem.Problem;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A request that changes something, as far as all of them are alike.
 *
 * @param body what it says
 * @param who who says it
 * @param once under which key it counts once
 */
public record Call(JsonNode body, String who, Optional<Once> once) {

  /** Who calls as long as callers do not prove who they are and do not say it either. */
  public static final String ANYBODY = "operator";

  private static final String ACTOR = "X-Actor";
  private static final int ACTOR_MAX = 100;
  private static final String KEY = "Idempotency-Key";
  private static final int KEY_MAX = 255;

  /** Reads a request that must say something. */
  public static Call withBody(HttpServletRequest request) {
    return read(
        request,
        body(request)
            .orElseThrow(
                () -> new RequestRefused(
                    Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "BODY_MISSING",
                        "The request has no body; it must have one of type application/json."))));
  }

  /** Reads a request that may say nothing: then its body is an empty object. */
  public static Call withOptionalBody(HttpServletRequest request) {
    return read(request, body(request).orElseGet(JsonNodeFactory.instance::objectNode));
  }

  private static Call read(HttpServletRequest request, JsonNode body) {
    var faults = new ArrayList<Fault>();
    var who = header(request, ACTOR, ACTOR_MAX, faults).orElse(ANYBODY);
    var key = header(request, KEY, KEY_MAX, faults);
    if (!faults.isEmpty()) {
      throw RequestRefused.invalid(faults);
    }
    return new Call(body, who, key.map(text -> new Once(text, fingerprint(request, body))));
  }

  private static Optional<JsonNode> body(HttpServletRequest request) {
    var type = Bodies.type(request, MediaType.APPLICATION_JSON_VALUE);
    if (type.isPresent() && !MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type.get())) {
      throw RequestRefused.contentType(
          type.get().toString(), MediaType.APPLICATION_JSON_VALUE);
    }
    var bytes = Bodies.bytes(request);
    if (new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
      return Optional.empty();
    }
    if (type.isEmpty()) {
      throw RequestRefused.contentType("", MediaType.APPLICATION_JSON_VALUE);
    }
    return Optional.of(JsonText.read(bytes));
  }

  private static Optional<String> header(
      HttpServletRequest request, String name, int longest, List<Fault> faults) {
    var text = request.getHeader(name);
    if (text == null) {
      return Optional.empty();
    }
    if (text.isBlank()) {
      faults.add(Fault.ofHeader(name, name + " is blank"));
    } else if (text.length() > longest) {
      faults.add(
          Fault.ofHeader(
              name,
              "%s has %d characters, at most %d are allowed"
                  .formatted(name, text.length(), longest)));
    } else if (text.chars().anyMatch(Character::isISOControl)) {
      faults.add(Fault.ofHeader(name, name + " holds a control character"));
    }
    return Optional.of(text);
  }

  private static String fingerprint(HttpServletRequest request, JsonNode body) {
    var asked =
        request.getMethod() + "\n" + request.getRequestURI() + "\n" + JsonText.canonical(body);
    return HexFormat.of().formatHex(sha256(asked));
  }

  /** The SHA-256 hash of a text, 32 bytes. */
  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
