package dev.presgen.orchestrator.e2e;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Something that goes wrong with some calls of one kind. */
final class Fault {
  /** No call that hangs is held longer than this. */
  private static final long HANG_SECONDS = 60;

  /** What becomes of a call. */
  sealed interface Kind {
    /** The service refuses it, and does nothing. */
    record Refused(int status) implements Kind {}

    /** The service does it, and the connection breaks before its answer arrives. */
    record ReplyLost() implements Kind {}

    /** The service does it, and its answer does not come before the fault ends. */
    record Hanging() implements Kind {}
  }

  private final Outside call;
  private final Kind kind;
  private final int first;
  private final int times;
  private final AtomicInteger seen = new AtomicInteger();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private Fault(Outside call, Kind kind, int first, int times) {
    this.call = call;
    this.kind = kind;
    this.first = first;
    this.times = times;
  }

  static Fault refused(Outside call, int status) {
    return new Fault(call, new Kind.Refused(status), 1, 1);
  }

  static Fault replyLost(Outside call) {
    return new Fault(call, new Kind.ReplyLost(), 1, 1);
  }

  static Fault hanging(Outside call) {
    return new Fault(call, new Kind.Hanging(), 1, 1);
  }

  /** The same from the nth call on, counted from 1. */
  Fault from(int nth) {
    return new Fault(call, kind, nth, times);
  }

  /** The same for so many calls one after the other. */
  Fault times(int many) {
    return new Fault(call, kind, first, many);
  }

  Outside call() {
    return call;
  }

  /** Counts a call, and answers whether this happens to it. */
  boolean isDue() {
    int number = seen.incrementAndGet();
    return number >= first && number < first + times;
  }

  /** How many calls it has happened to. */
  int hits() {
    return Math.clamp(seen.get() - first + 1L, 0, times);
  }

  /** Waits until it has happened to a call, whose effect is there then. */
  boolean awaitHit() throws InterruptedException {
    return reached.await(HANG_SECONDS, TimeUnit.SECONDS);
  }

  /** Lets go of what hangs. */
  void end() {
    ended.countDown();
  }

  interface Forward {
    Object send() throws IOException, InterruptedException;
  }

  /** Does to the call what was chosen; an exchange that is left unanswered breaks when closed. */
  void happen(HttpExchange exchange, Forward forward) throws IOException, InterruptedException {
    switch (kind) {
      case Kind.Refused(var status) -> {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Retry-After", "0");
        write(exchange, status, refusal(status));
      }
      case Kind.ReplyLost() -> forward.send();
      case Kind.Hanging() -> {
        forward.send();
        reached.countDown();
        ended.await(HANG_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  /** In Google's words and in PresGen's. */
  private static byte[] refusal(int status) {
    return """
        {"error": {"code": %d, "message": "Refused by the test.", "status": ""},
         "detail": "Refused by the test."}
        """
        .formatted(status)
        .getBytes(StandardCharsets.UTF_8);
  }

  static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
