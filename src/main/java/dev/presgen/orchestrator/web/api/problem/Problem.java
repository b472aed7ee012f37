package dev.presgen.orchestrator.web.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * A problem as RFC 9457 writes it.
 *
 * @param type a URN that is made from the code
 * @param title the status in words
 * @param detail what is wrong with this request, for a person
 * @param code a stable name in capitals
 * @param errors each thing that is wrong with the input; else empty
 * @param possible what could be done instead; empty when that is not known
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    List<Fault> errors,
    List<String> possible) {

  /** The code of input that cannot be accepted; {@code errors} says what is wrong. */
  public static final String INVALID = "INVALID_REQUEST";

  public static final String NOT_FOUND = "NOT_FOUND";

  public Problem {
    errors = List.copyOf(errors);
    possible = List.copyOf(possible);
  }

  public static Problem of(HttpStatus status, String code, String detail) {
    return new Problem(
        "urn:presgen:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'),
        status.getReasonPhrase(),
        status.value(),
        detail,
        code,
        List.of(),
        List.of());
  }

  /** Bad input: everything that is wrong with it, at least one thing. */
  public static Problem invalid(List<Fault> faults) {
    var detail =
        faults.size() == 1
            ? "One thing is wrong with the request."
            : faults.size() + " things are wrong with the request.";
    return of(HttpStatus.BAD_REQUEST, INVALID, detail).with(faults);
  }

  public static Problem notFound(String detail) {
    return of(HttpStatus.NOT_FOUND, NOT_FOUND, detail);
  }

  public Problem with(List<Fault> faults) {
    return new Problem(type, title, status, detail, code, faults, possible);
  }

  public Problem withPossible(List<String> names) {
    return new Problem(type, title, status, detail, code, errors, names);
  }
}
