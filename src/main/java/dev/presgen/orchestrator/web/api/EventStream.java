package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.web.api.view.HistoryView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends a run's history to one client as it happens, until the run has ended or the client is gone.
 * All entries come from the journal, so none is missed or sent twice.
 */
final class EventStream {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /** How soon an event is found that nobody told of. */
  private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(2);

  /** When a client that lost its stream comes back. */
  private static final Duration RECONNECT = Duration.ofSeconds(2);

  private static final int BATCH = 200;
  private static final long FOREVER = 0;

  private final Runs runs;
  private final JsonMapper mapper;
  private final String runId;
  private final Duration heartbeat;
  private final SseEmitter emitter = new SseEmitter(FOREVER);
  private final Semaphore wakes = new Semaphore(0);
  private long sent;
  private volatile boolean ended;

  EventStream(Runs runs, JsonMapper mapper, String runId, long after, Duration heartbeat) {
    this.runs = runs;
    this.mapper = mapper;
    this.runId = runId;
    this.sent = after;
    this.heartbeat = heartbeat;
    emitter.onCompletion(this::end);
    emitter.onError(_ -> end());
  }

  SseEmitter emitter() {
    return emitter;
  }

  boolean isOf(String run) {
    return runId.equals(run);
  }

  /** Lets it look at once. */
  void wake() {
    wakes.release();
  }

  /** Lets it end soon. */
  void end() {
    ended = true;
    wake();
  }

  /** Sends until there is nothing more to send. */
  void run() {
    try {
      emitter.send(SseEmitter.event().reconnectTime(RECONNECT.toMillis()).comment(""));
      follow();
      emitter.complete();
    } catch (IOException | IllegalStateException gone) {
      // The client has left, or the server has noticed before us; both are how streams end.
      emitter.complete();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      emitter.complete();
    } catch (RuntimeException broken) {
      LOG.error("The events of run {} end, their client may come back", runId, broken);
      emitter.complete();
    }
  }

  private void follow() throws IOException, InterruptedException {
    var lastSent = System.nanoTime();
    while (!ended) {
      wakes.drainPermits();
      var entries = runs.history(runId, sent, BATCH);
      send(entries);
      if (!entries.isEmpty()) {
        lastSent = System.nanoTime();
        if (entries.getLast().event() instanceof Event.RunEnded) {
          return;
        }
      } else if (System.nanoTime() - lastSent >= heartbeat.toNanos()) {
        emitter.send(SseEmitter.event().comment("still here"));
        lastSent = System.nanoTime();
      }
      if (entries.size() < BATCH) {
        wakes.tryAcquire(pause().toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private Duration pause() {
    return heartbeat.compareTo(LOOK_AT_LEAST_EVERY) < 0 ? heartbeat : LOOK_AT_LEAST_EVERY;
  }

  private void send(List<HistoryEntry> entries) throws IOException {
    for (var entry : entries) {
      emitter.send(
          SseEmitter.event()
              .id(String.valueOf(entry.sequence()))
              .data(mapper.writeValueAsString(HistoryView.of(entry))));
      sent = entry.sequence();
    }
  }
}
