package dev.presgen.orchestrator.sandbox.google;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A method of one of Google's APIs, by its discovery document.
 *
 * @param name without the API's own: {@code files.create}
 * @param path matches the whole path below the root of all APIs
 * @param parameters what may stand in the query
 * @param scopes of which a token needs one, without the address before their names
 */
public record Method(
    String name, String httpMethod, Pattern path, JsonNode parameters, Set<String> scopes) {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

  public Method {
    scopes = Set.copyOf(scopes);
  }

  static Method of(String name, JsonNode document, String path) {
    return new Method(
        name,
        document.path("httpMethod").asString(""),
        Pattern.compile(matching(path)),
        document.path("parameters"),
        document.path("scopes")
            .valueStream()
            .map(scope -> scope.asString(""))
            .collect(Collectors.toSet()));
  }

  private static String matching(String path) {
    var literals = VARIABLE.split(path, -1);
    return java.util.Arrays.stream(literals)
        .map(Pattern::quote)
        .collect(Collectors.joining("[^/]+"));
  }
}
