package dev.presgen.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What callers see of a run that has ended otherwise than they might think. */
class EndsApiTest {

  private final ApiServer api = ApiServer.shared();

  @Test
  void a_kept_signal_that_nothing_asked_for_is_shown_as_dropped_and_why() throws Exception {
    api.workshop.fail("unasked", "MAKE", new Failure.Throttled("later", Duration.ofDays(1)));
    var run = api.started("unasked", 1, 0);
    api.await(
        run, r -> r.state().positions().anyMatch(Position.Retrying.class::isInstance));
    assertThat(api.post("/api/v1/runs/" + run + "/signals/fill", "{\"with\": \"wax\"}").json())
        .isEqualTo(JsonMapper.shared().readTree("{\"kept\": true}"));
    api.post("/api/v1/runs/" + run + "/cancel", "{\"reason\": \"not wanted\"}");
    api.await(run, Status.CANCELLED);
    var history = api.get("/api/v1/runs/" + run + "/history").json().path("items");
    assertThat(history.valueStream().map(entry -> entry.path("type").asString()))
        .endsWith("KeptSignalDropped", "RunEnded");
    var dropped = history.get(history.size() - 2).path("data");
    assertThat(dropped.path("name").asString()).isEqualTo("fill");
    assertThat(dropped.path("why").asString()).isEqualTo("the run has ended");
  }

  @Test
  void a_run_that_a_signal_leads_to_an_end_that_cancels_it_is_listed_as_cancelled()
      throws Exception {
    var body = "{\"workflow\": \"studio\", \"key\": \"mine\", \"input\": {\"name\": \"cat\"}}";
    var run = api.post("/api/v1/runs", body).text("id");
    api.await(run, Status.WAITING);
    api.post("/api/v1/runs/" + run + "/signals/withdraw", "{\"why\": \"it is mine\"}");
    api.await(run, Status.CANCELLED);
    var listed = api.get("/api/v1/runs?q=mine&workflow=studio&status=CANCELLED").json();
    assertThat(listed.at("/items/0/id").asString()).isEqualTo(run);
    assertThat(listed.at("/items/0/status").asString()).isEqualTo("CANCELLED");
  }
}
