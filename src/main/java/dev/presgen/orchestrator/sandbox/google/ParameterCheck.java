package dev.presgen.orchestrator.sandbox.google;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;
import tools.jackson.databind.JsonNode;

/** Judges the query by the method's discovery document. */
final class ParameterCheck implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    GoogleMethods.api(request)
        .ifPresent(
            api -> GoogleMethods.method(request)
                .ifPresent(method -> check(request, method.parameters(), api.parameters())));
    return true;
  }

  private static void check(HttpServletRequest request, JsonNode own, JsonNode common) {
    request.getParameterMap()
        .forEach(
            (name, values) -> {
              var type = own.has(name) ? own.path(name) : common.path(name);
              if (!type.path("location").asString("").equals("query")) {
                throw GoogleError.invalid(
                    "Invalid JSON payload received. Unknown name \"%s\": Cannot bind query parameter. Field '%s' could not be found in request message."
                        .formatted(name, name));
              }
              if (values.length > 1 && !type.path("repeated").asBoolean(false)) {
                throw GoogleError.invalid(
                    "Invalid value at '%s': Proto field is not repeating.".formatted(name), name);
              }
              for (var value : values) {
                check(name, value, type);
              }
            });
  }

  private static void check(String name, String value, JsonNode type) {
    var fits =
        switch (type.path("type").asString("")) {
          case "boolean" -> value.equals("true") || value.equals("false");
          case "integer" -> isWithin(value, type);
          default ->
              value.isEmpty()
                  || !type.has("enum")
                  || type.path("enum").valueStream().anyMatch(it -> it.asString("").equals(value));
        };
    if (!fits) {
      throw GoogleError.invalid("Invalid value at '%s', \"%s\"".formatted(name, value), name);
    }
  }

  /** The bounds of a page or a count are the methods' own to explain; here the number must be one. */
  private static boolean isWithin(String value, JsonNode type) {
    if (!value.matches("-?\\d{1,18}")) {
      return false;
    }
    var number = Long.parseLong(value);
    return type.path("format").asString("").equals("int64") || number == (int) number;
  }
}
