package dev.presgen.orchestrator.cli.client;

import java.util.ArrayList;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** A problem document (RFC 9457) as sentences. */
final class Problem {
  private static final int FOREIGN_TEXT_MAX = 200;

  private Problem() {}

  /**
   * What to tell a person.
   *
   * @param body a problem document, or whatever came instead of one
   */
  static String sentences(int status, String body) {
    var problem = parsed(body);
    var lines = new ArrayList<String>();
    var what =
        problem
            .find("detail")
            .or(() -> problem.find("title"))
            .orElseGet(() -> "Answer " + status + foreign(body));
    lines.add(what + problem.find("code").map(code -> " (" + code + ")").orElse(""));
    for (var error : problem.list("errors")) {
      lines.add(
          "  " + error.find("pointer").map(p -> p + ": ").orElse("") + error.text("detail"));
    }
    var possible = problem.texts("possible");
    if (!possible.isEmpty()) {
      lines.add("Possible now: " + String.join(", ", possible));
    }
    if (status == 401) {
      lines.add("The service wants a key: put it into PRESGEN_API_KEY.");
    }
    return String.join("\n", lines);
  }

  private static Answer parsed(String body) {
    try {
      return Answer.parse(body);
    } catch (JacksonException e) {
      return Answer.NONE;
    }
  }

  private static String foreign(String body) {
    var text =
        body.strip()
            .lines()
            .map(line -> line.replaceAll("\\p{Cntrl}", " "))
            .collect(Collectors.joining(" "));
    if (text.isEmpty()) {
      return " without an explanation";
    }
    return ": " + text.substring(0, Math.min(text.length(), FOREIGN_TEXT_MAX));
  }
}
