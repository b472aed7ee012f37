package dev.presgen.orchestrator.sandbox;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** How the answer to a call leaves, after everything that the call does has been done. */
public interface Delivery {

  /** What a call that got no answer is recorded with. */
  int NO_ANSWER = 0;

  /**
   * Sends the answer, or something else.
   *
   * @param answer complete, and nothing of it sent
   * @param response where to send it
   */
  void deliver(
      HttpServletRequest request, ContentCachingResponseWrapper answer,
      HttpServletResponse response)
      throws IOException;

  /**
   * What the call is recorded with.
   *
   * @param answered the status of the answer
   */
  int status(int answered);

  /** From here on the request's answer leaves so. */
  default void putInto(ServletRequest request) {
    request.setAttribute(Delivery.class.getName(), this);
  }

  /** How this request's answer leaves: as it is, unless somebody wants it otherwise. */
  static Delivery of(ServletRequest request) {
    return request.getAttribute(Delivery.class.getName()) instanceof Delivery other
        ? other
        : new AsItIs();
  }

  /** The ordinary way. */
  record AsItIs() implements Delivery {
    @Override
    public void deliver(
        HttpServletRequest request,
        ContentCachingResponseWrapper answer,
        HttpServletResponse response)
        throws IOException {
      answer.copyBodyToResponse();
    }

    @Override
    public int status(int answered) {
      return answered;
    }
  }
}
