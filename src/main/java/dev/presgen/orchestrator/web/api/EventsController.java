package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.web.api.problem.Fault;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells what happens to a run as it happens. */
@Tag(name = "Runs")
@RestController
class EventsController {

  private static final String LAST = "Last-Event-ID";
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final RunReader reader;
  private final EventStreams streams;

  EventsController(RunReader reader, EventStreams streams) {
    this.reader = reader;
    this.streams = streams;
  }

  @Operation(
      summary = "Follow a run",
      description = "Each history entry as an event whose id is its seq, from the beginning or"
          + " after Last-Event-ID. The stream ends after the run has ended; for a run that has"
          + " ended and has nothing more to tell the answer is 204.")
  @Parameter(
      name = LAST,
      in = ParameterIn.HEADER,
      description = "The seq of the last entry that is known already")
  @GetMapping(path = "/api/v1/runs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> events(
      @PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
    var run = reader.named(id);
    long after = after(request.getHeader(LAST), run.state().sequence());
    if (run.state().ended() && after == run.state().sequence()) {
      return ResponseEntity.noContent().build();
    }
    if (request.getMethod().equals("HEAD")) {
      return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).build();
    }
    var stream =
        streams.begin(run.id(), after)
            .orElseThrow(
                () -> RequestRefused.unavailable(
                    "TOO_MANY_STREAMS",
                    "As many event streams are open as this service allows.",
                    RETRY));
    return ResponseEntity.ok().header("X-Accel-Buffering", "no").body(stream);
  }

  private static long after(@Nullable String last, long latest) {
    if (last == null || last.isBlank()) {
      return 0;
    }
    try {
      long after = Long.parseLong(last.strip());
      if (after >= 0 && after <= latest) {
        return after;
      }
    } catch (NumberFormatException none) {
      // Said below, together with a number that is out of bounds.
    }
    throw RequestRefused.invalid(
        List.of(
            Fault.ofHeader(
                LAST,
                LAST + " must be the id of an event of this run, from 0 to " + latest)));
  }
}
