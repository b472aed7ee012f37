package dev.presgen.orchestrator.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The events of one run as they are told, one line each. */
final class Events implements Flow.Subscriber<String>, AutoCloseable {
  private static final String OVER = "over";

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private Flow.@Nullable Subscription subscription;
  private boolean closed;

  /**
   * Waits until something happened, and takes all of it.
   *
   * @return the last of it; nothing when the stream is over or the time is up
   */
  Optional<String> next(Duration patience) throws InterruptedException {
    var line = lines.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
    while (line != null && !line.equals(OVER) && !lines.isEmpty()) {
      line = lines.take();
    }
    return Optional.ofNullable(line).filter(last -> !last.equals(OVER));
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    if (closed) {
      begun.cancel();
    } else {
      begun.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(String line) {
    if (line.startsWith("data:")) {
      lines.add(line);
    }
  }

  @Override
  public void onError(Throwable broken) {
    lines.add(OVER);
  }

  @Override
  public void onComplete() {
    lines.add(OVER);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
