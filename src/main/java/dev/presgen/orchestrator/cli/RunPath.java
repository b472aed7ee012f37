package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.Endpoint;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the service has a run that somebody has named. */
final class RunPath {

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]+");

  /** Servers tell an encoded slash from a plain one no better than a backslash. */
  private static final Pattern KEY = Pattern.compile("key:[^/\\\\\\p{Cntrl}]+");

  private RunPath() {}

  /**
   * A place below a run.
   *
   * @param run as it was typed
   * @throws UsageProblem when no run can be called so
   */
  static Endpoint of(String run, String... below) {
    if (!ID.matcher(run).matches() && !KEY.matcher(run).matches()) {
      throw new UsageProblem(
          "\"" + run.replaceAll("\\p{Cntrl}", "?")
              + "\" names no run: an id has only letters and digits; a key is written"
              + " key:WORKFLOW:KEY, without slashes and backslashes.");
    }
    return Endpoint.of(
        Stream.concat(Stream.of("runs", run), Stream.of(below)).toArray(String[]::new));
  }
}
