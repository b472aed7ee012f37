package dev.presgen.orchestrator.web.api.problem;

import org.springframework.http.HttpStatus;

/** Problems that are told by path or status alone. */
final class Paths {

  /** A longer path is of no help to anybody. */
  private static final int SHOWN_MAX = 200;

  private Paths() {}

  static Problem unknown(String path) {
    var shown = path.length() <= SHOWN_MAX ? path : path.substring(0, SHOWN_MAX) + "…";
    return Problem.notFound("There is nothing at " + shown + ".");
  }

  /** What a server says that has seen no more than the status. */
  static Problem ofStatus(int status) {
    var known = HttpStatus.resolve(status);
    if (known == null) {
      return ofStatus(status >= 500 ? 500 : 400);
    }
    var detail =
        known == HttpStatus.BAD_REQUEST
            ? "This is no well-formed HTTP request."
            : "The request was not answered: " + known.getReasonPhrase() + ".";
    return Problem.of(known, known.name(), detail);
  }
}
