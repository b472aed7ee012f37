package dev.presgen.orchestrator.sandbox.google;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Google's two error envelopes: Drive lists {@code errors}, Forms and Sheets give a {@code status}. */
public final class Envelope {

  private Envelope() {}

  /** The body of an answer that refuses. */
  public static String of(GoogleError error, boolean isDrive) {
    var answer = JsonMapper.shared().createObjectNode();
    var envelope = answer.putObject("error");
    envelope.put("code", error.code()).put("message", error.text());
    if (isDrive) {
      drive(envelope, error);
    } else {
      envelope.put("status", error.status());
      violation(envelope, error);
    }
    info(envelope, error);
    return answer.toString();
  }

  private static void drive(ObjectNode envelope, GoogleError error) {
    var first = envelope.putArray("errors").addObject();
    first.put("message", error.text())
        .put("domain", error.domain())
        .put("reason", error.reason());
    if (error.field() != null) {
      var type = error.code() == 401 ? "header" : "parameter";
      first.put("location", error.field()).put("locationType", type);
    }
  }

  private static void violation(ObjectNode envelope, GoogleError error) {
    if (error.field() != null && error.code() == 400) {
      var detail = envelope.withArray("details").addObject();
      detail.put("@type", "type.googleapis.com/google.rpc.BadRequest");
      var violation = detail.putArray("fieldViolations").addObject();
      violation.put("field", error.field()).put("description", error.text());
    }
  }

  private static void info(ObjectNode envelope, GoogleError error) {
    var info = error.info();
    if (info != null) {
      var detail = envelope.withArray("details").addObject();
      detail.put("@type", "type.googleapis.com/google.rpc.ErrorInfo");
      detail.put("reason", info.reason()).put("domain", "googleapis.com");
      var metadata = detail.putObject("metadata");
      info.metadata()
          .entrySet()
          .stream()
          .sorted(java.util.Map.Entry.comparingByKey())
          .forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
    }
  }
}
