package dev.presgen.orchestrator.sandbox.faults;

import dev.presgen.orchestrator.sandbox.Delivery;
import dev.presgen.orchestrator.sandbox.HangUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.http.MediaType;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** The answer of a call that a fault has hit. */
record Disturbed(Fault fault) implements Delivery {

  /** Often enough that no client takes the connection for idle. */
  private static final Duration DRIBBLE_PAUSE = Duration.ofMillis(100);

  private static final byte[] BEGINNING = "{\"answer\": \"".getBytes(StandardCharsets.UTF_8);

  @Override
  public void deliver(
      HttpServletRequest request, ContentCachingResponseWrapper answer,
      HttpServletResponse response)
      throws IOException {
    switch (fault) {
      case Fault.Refused refused -> {
        refused.retryAfter()
            .ifPresent(seconds -> response.setHeader("Retry-After", Integer.toString(seconds)));
        write(response, Refusal.of(refused, request));
      }
      case Fault.Page(var status) -> write(response, Refusal.page(status));
      case Fault.NoSuccess(var message) -> write(response, Refusal.noSuccess(message));
      case Fault.Dropped() -> HangUp.after(request);
      case Fault.Delayed(var delay) -> {
        pause(delay);
        answer.copyBodyToResponse();
      }
      case Fault.Malformed() ->
          write(response, new Refusal(200, MediaType.APPLICATION_JSON_VALUE, "{\"id\": <oops>"));
      case Fault.Truncated() -> {
        var whole = content(answer);
        response.setStatus(200);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(whole.length);
        response.getOutputStream().write(Arrays.copyOf(whole, whole.length / 2));
        response.flushBuffer();
        HangUp.after(request);
      }
      case Fault.Endless(var atMost) -> dribble(request, response, atMost);
    }
  }

  @Override
  public int status(int answered) {
    return switch (fault) {
      case Fault.Refused refused -> refused.status();
      case Fault.Page(var status) -> status;
      case Fault.Dropped() -> NO_ANSWER;
      case Fault.Delayed _ -> answered;
      case Fault.NoSuccess _, Fault.Malformed _, Fault.Truncated _, Fault.Endless _ -> 200;
    };
  }

  /** Before the effect there is no answer yet. */
  private static byte[] content(ContentCachingResponseWrapper answer) {
    return answer.getContentSize() > 1
        ? answer.getContentAsByteArray()
        : "{\"id\": \"never whole\"}".getBytes(StandardCharsets.UTF_8);
  }

  private static void write(HttpServletResponse response, Refusal refusal) throws IOException {
    var body = refusal.body().getBytes(StandardCharsets.UTF_8);
    response.setStatus(refusal.status());
    response.setContentType(refusal.contentType());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Until the client has had enough, which shows as a write that fails, or the time is up. */
  private static void dribble(
      HttpServletRequest request, HttpServletResponse response, Duration atMost)
      throws IOException {
    response.setStatus(200);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    var out = response.getOutputStream();
    out.write(BEGINNING);
    var end = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() - end < 0) {
      out.write('.');
      out.flush();
      pause(DRIBBLE_PAUSE);
    }
    HangUp.after(request);
  }

  private static void pause(Duration pause) throws IOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the service is stopping", e);
    }
  }
}
