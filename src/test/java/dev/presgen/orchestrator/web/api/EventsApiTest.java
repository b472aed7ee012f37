package dev.presgen.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class EventsApiTest {

  private final ApiServer api = ApiServer.shared();

  @Test
  void a_stream_tells_the_history_as_it_happens_and_ends_with_the_run() throws Exception {
    var run = api.waiting("streamed", 2, 0);
    try (var stream = open(api, run, "")) {
      assertThat(stream.type()).isEqualTo("text/event-stream");
      assertThat(stream.untilType("WaitOpened")).isNotEmpty();
      api.post("/api/v1/runs/" + run + "/signals/fill", "{\"with\": \"wax\"}");
      stream.untilType("RunEnded");
      assertThat(stream.rest()).isEmpty();
      var history = api.get("/api/v1/runs/" + run + "/history").json().path("items");
      assertThat(stream.told).hasSize(history.size());
      for (int i = 0; i < history.size(); i++) {
        var entry = stream.told.get(i);
        assertThat(JsonMapper.shared().readTree(entry.data())).isEqualTo(history.get(i));
        assertThat(entry.id()).isEqualTo(String.valueOf(i + 1));
      }
    }
  }

  @Test
  void a_client_that_comes_back_is_told_what_it_has_missed_and_nothing_twice() throws Exception {
    var run = api.waiting("comes-back", 1, 0);
    try (var stream = open(api, run, "3")) {
      stream.untilType("WaitOpened");
      assertThat(stream.told.getFirst().id()).isEqualTo("4");
    }
    api.post("/api/v1/runs/" + run + "/signals/fill", "{\"with\": \"wax\"}");
    api.await(run, Status.COMPLETED);
    var latest = api.runs.find(run).orElseThrow().state().sequence();
    try (var stream = open(api, run, "5")) {
      stream.rest();
      assertThat(stream.told.stream().map(Told::id))
          .isEqualTo(LongStream.rangeClosed(6, latest).mapToObj(String::valueOf).toList());
    }
    try (var stream = open(api, run, String.valueOf(latest))) {
      assertThat(stream.response.statusCode()).isEqualTo(204);
    }
  }

  @Test
  void a_last_event_id_that_is_none_is_refused() throws Exception {
    var run = api.waiting("last-event", 1, 0);
    var latest = api.runs.find(run).orElseThrow().state().sequence();
    for (var none : List.of("x", "-1", String.valueOf(latest + 1))) {
      assertThat(
          api.send(
              api.request("/api/v1/runs/" + run + "/events").header("Last-Event-ID", none))
              .refusal())
          .isEqualTo(
              "400 INVALID_REQUEST\nheader Last-Event-ID: Last-Event-ID must be the id of an event"
                  + " of this run, from 0 to " + latest);
    }
  }

  @Test
  void a_question_for_the_head_of_a_stream_opens_none() throws Exception {
    var run = api.waiting("head", 1, 0);
    for (int i = 0; i < 5; i++) {
      var reply =
          api.send(
              api.request("/api/v1/runs/" + run + "/events")
                  .method("HEAD", BodyPublishers.noBody()));
      assertThat(reply.status()).isEqualTo(200);
    }
  }

  @Test
  void a_silent_stream_is_kept_open_by_comments() throws Exception {
    var run = api.waiting("silent", 1, 0);
    try (var stream = open(api, run, "")) {
      stream.untilType("WaitOpened");
      assertThat(stream.untilLine(":still here")).isTrue();
    }
  }

  @Test
  void there_are_only_so_many_streams_and_they_end_with_the_service(@TempDir Path folder)
      throws Exception {
    var streams = new ArrayList<Stream>();
    try (var own = ApiServer.start(folder)) {
      var run = own.waiting("many", 1, 0);
      for (int i = 0; i < 3; i++) {
        var stream = open(own, run, "");
        stream.untilType("WaitOpened");
        streams.add(stream);
      }
      var fourth = own.get("/api/v1/runs/" + run + "/events");
      assertThat(fourth.refusal()).isEqualTo("503 TOO_MANY_STREAMS");
      assertThat(fourth.header("Retry-After")).isEqualTo("10");
      var ends = new ArrayList<CompletableFuture<Void>>();
      for (var stream : streams) {
        ends.add(CompletableFuture.runAsync(() -> stream.restUnchecked()));
      }
      var stopping = CompletableFuture.runAsync(own::stop);
      for (var end : ends) {
        end.get(10, TimeUnit.SECONDS);
      }
      stopping.get(20, TimeUnit.SECONDS);
    }
  }

  /** An event that came. */
  private record Told(String id, String data) {}

  private static Stream open(ApiServer api, String run, String last) throws Exception {
    var request =
        api.request("/api/v1/runs/" + run + "/events")
            .timeout(Duration.ofSeconds(20))
            .header("Accept", "text/event-stream");
    if (!last.isEmpty()) {
      request.header("Last-Event-ID", last);
    }
    return new Stream(api.client.send(request.build(), BodyHandlers.ofInputStream()));
  }

  private static final class Stream implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader reader;
    private final List<Told> told = new ArrayList<>();
    private String id = "";

    Stream(HttpResponse<InputStream> response) {
      this.response = response;
      this.reader =
          new BufferedReader(
              new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    String type() {
      return response.headers().firstValue("Content-Type").orElse("");
    }

    /** Reads a line; answers it, or null at the end. */
    private String line() throws Exception {
      var line = reader.readLine();
      if (line != null && line.startsWith("id:")) {
        id = line.substring(3);
      }
      if (line != null && line.startsWith("data:")) {
        told.add(new Told(id, line.substring(5)));
      }
      return line;
    }

    String untilType(String type) throws Exception {
      for (var line = line(); line != null; line = line()) {
        if (line.contains("\"type\":\"" + type + "\"")) {
          return line;
        }
      }
      throw new AssertionError("the stream ended before " + type);
    }

    boolean untilLine(String wanted) throws Exception {
      for (var line = line(); line != null; line = line()) {
        if (line.equals(wanted)) {
          return true;
        }
      }
      return false;
    }

    /** What comes until the end, blank lines aside. */
    List<String> rest() throws Exception {
      var lines = new ArrayList<String>();
      for (var line = line(); line != null; line = line()) {
        if (!line.isEmpty()) {
          lines.add(line);
        }
      }
      return lines;
    }

    void restUnchecked() {
      try {
        rest();
      } catch (Exception broken) {
        throw new AssertionError("the stream broke", broken);
      }
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }
}
