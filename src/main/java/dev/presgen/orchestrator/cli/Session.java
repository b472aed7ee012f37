package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.Answer;
import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.view.Ink;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What all commands of one call share: the global options and the way to the person. */
final class Session {
  private static final String URL_DEFAULT = "http://127.0.0.1:8080";

  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "The service. Default: PRESGEN_URL, else " + URL_DEFAULT + ".")
  private @Nullable String url;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print the service's JSON, one document.")
  private boolean json;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours; the same as NO_COLOR.")
  private boolean noColor;

  /**
   * A call's surroundings.
   *
   * @param terminal whether a person reads what is printed
   */
  Session(
      Map<String, String> environment,
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      boolean terminal) {
    this.environment = Map.copyOf(environment);
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  InputStream in() {
    return in;
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  Ink ink() {
    return new Ink(terminal && !noColor && setting("NO_COLOR").isEmpty());
  }

  /** A client of the service that the options name; the caller closes it. */
  ApiClient api() {
    return api(service());
  }

  /** A client of the service at this address, with the caller's key. */
  ApiClient api(URI service) {
    return new ApiClient(service, apiKey(), ApiClient.CALL_TIMEOUT);
  }

  /** Prints an answer: as it came, or as lines for people. */
  void show(Answer answer, BiFunction<Answer, Ink, List<String>> lines) {
    if (json) {
      out.println(answer.json());
    } else {
      lines.apply(answer, ink()).forEach(out::println);
    }
  }

  /** Prints a result of which only people want to know. */
  void say(String line) {
    (json ? err : out).println(line);
    (json ? err : out).flush();
  }

  /** Prints results of which only people want to know. */
  void say(List<String> lines) {
    lines.forEach(this::say);
  }

  boolean json() {
    return json;
  }

  private Optional<String> setting(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private Optional<String> apiKey() {
    var key = setting("PRESGEN_API_KEY").map(String::strip);
    if (key.isPresent() && !key.get().chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new UsageProblem("PRESGEN_API_KEY holds characters that no key has.");
    }
    return key;
  }

  private URI service() {
    var address = Optional.ofNullable(url).or(() -> setting("PRESGEN_URL")).orElse(URL_DEFAULT);
    try {
      var service = URI.create(address.strip());
      if (service.getHost() != null
          && service.getQuery() == null
          && ("http".equals(service.getScheme()) || "https".equals(service.getScheme()))) {
        return service;
      }
    } catch (IllegalArgumentException e) {
      // Told below, as an address of another kind is.
    }
    throw new UsageProblem(
        "\"" + address + "\" is no address of a service, such as " + URL_DEFAULT + ".");
  }
}
