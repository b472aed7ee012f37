package dev.presgen.orchestrator.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.cli.client.FakeService.Reply;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventStreamTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String CALL = "GET /api/v1/runs/R/events";

  @AutoClose
  private final FakeService service = new FakeService();

  @AutoClose
  private final ApiClient api =
      new ApiClient(service.url(), Optional.of("secret"), Duration.ofSeconds(5));

  @Test
  void a_lost_connection_goes_on_after_the_last_event() throws Exception {
    service.on(
        CALL,
        Reply.events("id: 1\ndata: a\n\n"),
        Reply.problem(503, "{}"),
        Reply.events("id: 2\ndata: b\n\n"));
    try (var events = open(Optional.empty())) {
      assertThat(events.next(PATIENCE)).contains(new ServerEvent("1", "a"));
      assertThat(events.next(PATIENCE)).contains(new ServerEvent("2", "b"));
    }
    assertThat(service.requests(CALL).subList(0, 3))
        .extracting(request -> request.header("Last-Event-ID"))
        .containsExactly(Optional.empty(), Optional.of("1"), Optional.of("1"));
    assertThat(service.requests(CALL).getFirst().header("Authorization"))
        .contains("Bearer secret");
  }

  @Test
  void it_begins_after_what_is_known() throws Exception {
    service.on(CALL, Reply.events("id: 6\ndata: f\n\n"));
    try (var events = open(Optional.of("5"))) {
      assertThat(events.next(PATIENCE)).contains(new ServerEvent("6", "f"));
    }
    assertThat(service.requests(CALL).getFirst().header("Last-Event-ID")).contains("5");
  }

  @Test
  void a_refused_stream_ends() throws Exception {
    try (var events = open(Optional.empty())) {
      assertThat(events.next(Duration.ofMillis(200))).isEmpty();
      while (events.isOpen()) {
        Thread.onSpinWait();
      }
    }
    assertThat(service.requests(CALL)).hasSize(1);
  }

  private EventStream open(Optional<String> after) {
    return EventStream.open(api, Endpoint.of("runs", "R", "events"), after);
  }
}
