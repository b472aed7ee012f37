package dev.presgen.orchestrator.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Who acts.
 *
 * @param email the account's address
 * @param kind what sort of account it is
 */
public record Caller(String email, Kind kind) {

  /** Who calls where nobody asks for a token. */
  public static final Caller OWNER = new Caller("workspace-owner@sandbox.example", Kind.USER);

  private static final String ATTRIBUTE = Caller.class.getName();

  /** The sorts of accounts. */
  public enum Kind {
    /** A person's account, through the application or through a service account that acts for it. */
    USER,
    /** A service account of its own, which has no storage. */
    SERVICE_ACCOUNT,
    /** A person in Google's own pages, without the application. */
    PERSON
  }

  /** Whose request is being answered. */
  public static Caller current() {
    var request = RequestContextHolder.getRequestAttributes();
    var caller =
        request == null ? null : request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    return caller instanceof Caller known ? known : OWNER;
  }

  /** From here on the request is this caller's. */
  public void putInto(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}
