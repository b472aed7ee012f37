package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.Runs;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The open event streams. What happens wakes them; what they were not told of they find by looking.
 * They end with the service, so that it can stop in good order.
 */
@Component
@EnableConfigurationProperties(EventSettings.class)
class EventStreams {

  private final Runs runs;
  private final JsonMapper mapper;
  private final EventSettings settings;
  private final Semaphore places;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private final AutoCloseable listening;

  EventStreams(Runs runs, JsonMapper mapper, EventSettings settings) {
    this.runs = runs;
    this.mapper = mapper;
    this.settings = settings;
    this.places = new Semaphore(settings.streamsMax());
    this.listening = runs.listen(this::happened);
  }

  private void happened(RunRecord run, List<HistoryEntry> entries) {
    for (var stream : open) {
      if (stream.isOf(run.id())) {
        stream.wake();
      }
    }
  }

  /**
   * Begins a stream.
   *
   * @param after the sequence number after which it begins
   * @return nothing when there are as many as may be
   */
  Optional<SseEmitter> begin(String runId, long after) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    var stream = new EventStream(runs, mapper, runId, after, settings.heartbeat());
    open.add(stream);
    Thread.ofVirtual()
        .name("events-" + runId)
        .start(
            () -> {
              try {
                stream.run();
              } finally {
                open.remove(stream);
                places.release();
              }
            });
    return Optional.of(stream.emitter());
  }

  /** Comes before the server waits for its open requests. */
  @EventListener(ContextClosedEvent.class)
  void closing() {
    open.forEach(EventStream::end);
  }

  @PreDestroy
  void close() throws Exception {
    listening.close();
  }
}
