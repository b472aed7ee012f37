package dev.presgen.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Failure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AlertsApiTest {

  private final ApiServer api = ApiServer.shared();

  @Test
  void what_stops_a_run_is_listed_with_what_to_do() throws Exception {
    api.workshop.fail(
        "locked", "MAKE",
        new Failure.Blocked("The shop is locked.", "Open it.", Duration.ofHours(1)));
    var run = api.started("locked", 0, 0);
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Optional<JsonNode> raised = Optional.empty();
    while (raised.isEmpty()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      raised =
          api.get("/api/v1/alerts")
              .json()
              .path("items")
              .valueStream()
              .filter(item -> item.path("cause").asString().equals("The shop is locked."))
              .findFirst();
    }
    var alert = raised.get();
    assertThat(alert.propertyNames())
        .containsExactlyInAnyOrder(
            "id", "key", "cause", "whatToDo", "raisedAt", "endedAt", "blocked", "touched");
    assertThat(alert.path("whatToDo").asString()).isEqualTo("Open it.");
    assertThat(alert.path("touched").asInt()).isEqualTo(1);
    api.workshop.mend("locked", "MAKE");
    assertThat(api.post("/api/v1/runs/" + run + "/cancel", "{\"reason\": \"test\"}").status())
        .isEqualTo(202);
  }
}
