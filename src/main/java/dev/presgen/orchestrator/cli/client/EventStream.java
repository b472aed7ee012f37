package dev.presgen.orchestrator.cli.client;

import dev.presgen.orchestrator.cli.client.CallFailed.Refused;
import dev.presgen.orchestrator.cli.client.CallFailed.Unreachable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The events of a run as they happen. A lost connection is opened again where it broke, until the
 * service refuses or this is closed. Events say promptly that something happened; who may not miss
 * anything also asks from time to time.
 */
public final class EventStream implements AutoCloseable {
  private static final Duration RECONNECT_FIRST = Duration.ofMillis(200);
  private static final Duration RECONNECT_MAX = Duration.ofSeconds(10);
  private static final int EVENTS_MAX = 10_000;

  private final BlockingQueue<ServerEvent> events = new LinkedBlockingQueue<>(EVENTS_MAX);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ApiClient api;
  private final Endpoint endpoint;
  private final Thread reader;

  private EventStream(ApiClient api, Endpoint endpoint, Optional<String> after) {
    this.api = api;
    this.endpoint = endpoint;
    this.reader = Thread.ofVirtual().name("events").unstarted(() -> read(after));
  }

  /**
   * Begins to listen.
   *
   * @param after the id of the last event that is known already
   */
  public static EventStream open(ApiClient api, Endpoint endpoint, Optional<String> after) {
    var stream = new EventStream(api, endpoint, after);
    stream.reader.start();
    return stream;
  }

  /** The next event, or none within this time. */
  public Optional<ServerEvent> next(Duration atMost) throws InterruptedException {
    return Optional.ofNullable(events.poll(atMost.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Forgets what has come and was not asked for yet. */
  public void drain() {
    events.clear();
  }

  /** Whether more may come: false once the service refused the stream. */
  public boolean isOpen() {
    return reader.isAlive() || !events.isEmpty();
  }

  @Override
  public void close() {
    closed.countDown();
    reader.interrupt();
  }

  private void read(Optional<String> after) {
    var position = after;
    var pause = RECONNECT_FIRST;
    try {
      do {
        var lines = new EventLines();
        try {
          copy(position, lines);
        } catch (Unreachable | UncheckedIOException | IOException e) {
          // Connected again below, after the last event that came whole.
        }
        if (lines.lastId().isPresent()) {
          position = lines.lastId();
          pause = RECONNECT_FIRST;
        } else {
          pause = Collections.min(List.of(pause.multipliedBy(2), RECONNECT_MAX));
        }
      } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (Refused | InterruptedException e) {
      // The service has no such stream, or nobody listens any more.
    }
  }

  private void copy(Optional<String> position, EventLines lines)
      throws IOException, InterruptedException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(api.open(endpoint, position), StandardCharsets.UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var event = lines.take(line);
        if (event.isPresent()) {
          events.put(event.get());
        }
      }
    }
  }
}
