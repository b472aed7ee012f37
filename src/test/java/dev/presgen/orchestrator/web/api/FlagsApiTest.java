package dev.presgen.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlagsApiTest {

  private static final String OFF = "{\"enabled\": false, \"reason\": \"the line is down\"}";

  private final ApiServer api = ApiServer.shared();

  private ApiServer.Reply put(String service, String body, String... headers) throws Exception {
    var request =
        api.request("/api/v1/flags/" + service)
            .PUT(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return api.send(request);
  }

  @Test
  void every_flag_is_listed() throws Exception {
    assertThat(api.get("/api/v1/flags").json().path("items").valueStream())
        .map(flag -> flag.path("service").asString())
        .isEqualTo(List.of("core", "avatar", "agent", "notify"));
  }

  @Test
  void a_service_is_switched_and_says_who_when_and_why() throws Exception {
    var off = put("agent", OFF, "X-Actor", "ann");
    assertThat(off.status()).isEqualTo(200);
    assertThat(off.json().path("enabled").asBoolean()).isFalse();
    assertThat(off.text("who")).isEqualTo("ann");
    assertThat(off.text("reason")).isEqualTo("the line is down");
    assertThat(off.json().path("since").asString()).endsWith("Z");
    assertThat(api.get("/api/v1/flags").json().path("items").valueStream()).contains(off.json());

    var on = put("agent", "{\"enabled\": true, \"reason\": \"mended\"}");
    assertThat(on.text("who")).isEqualTo("operator");
    assertThat(on.json().path("switches").get(1)).isEqualTo(off.json().path("switches").get(0));
  }

  @Test
  void the_same_key_switches_once_and_serves_no_other_request() throws Exception {
    var first = put("notify", OFF, "Idempotency-Key", "flags-1");
    assertThat(put("notify", OFF, "Idempotency-Key", "flags-1").json()).isEqualTo(first.json());
    assertThat(put("core", OFF, "Idempotency-Key", "flags-1").refusal())
        .isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void what_is_wrong_is_refused_with_the_field_and_changes_nothing() throws Exception {
    assertThat(put("core", "{\"enabled\": \"no\", \"reason\": \" \", \"why\": 1}").refusal())
        .startsWith("400 INVALID_REQUEST")
        .contains("pointer /enabled", "pointer /reason", "pointer /why");
    assertThat(put("core", "{}").refusal()).contains("pointer /enabled", "pointer /reason");
    assertThat(put("core", "").refusal()).isEqualTo("400 BODY_MISSING");
    assertThat(put("sheets", OFF).refusal()).isEqualTo("404 NOT_FOUND");
    assertThat(put("sheets", OFF).text("detail"))
        .isEqualTo("There is no such flag; there are core, avatar, agent, notify.");
    assertThat(api.get("/api/v1/flags").json().path("items").get(0).path("enabled").asBoolean())
        .isTrue();
  }
}
