package dev.presgen.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreAwayTest {

  @Test
  void while_the_database_is_away_callers_are_sent_back_for_a_while(@TempDir Path folder)
      throws Exception {
    try (var api = ApiServer.start(folder)) {
      api.loseDatabase();
      for (var reply : new ApiServer.Reply[]{
          api.post(
              "/api/v1/runs",
              "{\"workflow\": \"workshop\", \"input\": {\"name\": \"x\", \"copies\": 1}}"),
          api.get("/api/v1/banks/own")}) {
        assertThat(reply.refusal()).isEqualTo("503 STORE_UNAVAILABLE");
        assertThat(reply.header("Retry-After")).isEqualTo("5");
        assertThat(reply.text("detail"))
            .isEqualTo(
                "The service's own store does not answer. What changes something may be sent again"
                    + " with the same Idempotency-Key: it counts once.");
      }
    }
  }
}
