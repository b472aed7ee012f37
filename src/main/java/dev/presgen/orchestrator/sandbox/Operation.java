package dev.presgen.orchestrator.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * What a call asks for.
 *
 * @param name in the service's own words: {@code forms.batchUpdate}, {@code render}
 */
public record Operation(Service service, String name) {

  private static final String ATTRIBUTE = Operation.class.getName();

  /** The services that have a stand-in. */
  public enum Service {
    GOOGLE_DRIVE,
    GOOGLE_FORMS,
    GOOGLE_SHEETS,
    /** Where Google gives out access tokens. */
    GOOGLE_TOKEN,
    CORE,
    AVATAR,
    SLACK;

    /** As it is written in JSON: {@code google-drive}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What this request asks for; empty where no stand-in has such an operation. */
  public static Optional<Operation> of(HttpServletRequest request) {
    return Optional.ofNullable((Operation) request.getAttribute(ATTRIBUTE));
  }

  void putInto(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}
