package dev.presgen.orchestrator.cli.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a call goes, below {@code /api/v1}.
 *
 * @param path encoded, without a leading slash
 * @param query encoded pairs, in order
 */
public record Endpoint(String path, List<String> query) {
  private static final int SEGMENT_LENGTH_MAX = 500;

  /** Copies the query. */
  public Endpoint {
    query = List.copyOf(query);
  }

  /**
   * The endpoint of these path segments.
   *
   * @throws IllegalArgumentException for a segment that is no name: blank, dots only, or longer than
   *     500 characters
   */
  public static Endpoint of(String... segments) {
    return new Endpoint(
        Stream.of(segments).map(Endpoint::segment).collect(Collectors.joining("/")), List.of());
  }

  /** The same with one more parameter. */
  public Endpoint with(String name, String value) {
    return new Endpoint(
        path,
        Stream.concat(query.stream(), Stream.of(encoded(name) + "=" + encoded(value))).toList());
  }

  /** The address at this service. */
  public URI on(URI service) {
    var root = service.toString().replaceAll("/+$", "");
    var parameters = query.isEmpty() ? "" : "?" + String.join("&", query);
    return URI.create(root + "/api/v1/" + path + parameters);
  }

  private static String segment(String name) {
    if (name.isBlank() || name.matches("\\.+") || name.length() > SEGMENT_LENGTH_MAX) {
      throw new IllegalArgumentException("\"" + name + "\" is no id or name");
    }
    return encoded(name);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%3A", ":")
        .replace("%40", "@");
  }
}
