package dev.presgen.orchestrator.web.api.problem;

import java.util.Locale;
import java.util.regex.Pattern;
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

  /** Tomcat refuses such a path before anybody could say what is not there. */
  private static final Pattern NO_NAME = Pattern.compile("%(?:2f|5c|[01][0-9a-f]|7f)|\\\\");

  /** What a server says that has seen no more than the status and the path. */
  static Problem ofStatus(int status, String path) {
    return status == HttpStatus.BAD_REQUEST.value()
        && NO_NAME.matcher(path.toLowerCase(Locale.ROOT)).find()
            ? Problem.of(
                HttpStatus.BAD_REQUEST,
                HttpStatus.BAD_REQUEST.name(),
                "The path holds a slash, a backslash or a control character within a name; no id,"
                    + " key or name here has one.")
            : ofStatus(status);
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
