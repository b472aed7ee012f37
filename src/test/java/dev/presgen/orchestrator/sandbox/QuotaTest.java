package dev.presgen.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** A minute of this sandbox is longer than any test. */
@TestPropertySource(
    properties = {"presgen.sandbox.quotas.enabled=true", "presgen.sandbox.quotas.scale=0.001"})
class QuotaTest extends SandboxServer {

  @Test
  void the_call_after_the_last_of_a_minute_is_refused_in_words_and_details_without_retry_after() {
    var unknown = "/sandbox/google/v4/spreadsheets/none:batchUpdate";
    for (int i = 0; i < 60; i++) {
      // Calls that fail count as well.
      assertThat(post(unknown, "{}").status()).isEqualTo(400);
    }
    var refused = exchangeOf("POST", unknown, "{}");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    assertThat(JsonMapper.shared().readTree(refused.body()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"error": {"code": 429,
                      "message": "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per user' of service 'sheets.googleapis.com' for consumer 'projects/100000000001'.",
                      "status": "RESOURCE_EXHAUSTED",
                      "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
                        "reason": "RATE_LIMIT_EXCEEDED", "domain": "googleapis.com", "metadata": {
                          "consumer": "projects/100000000001",
                          "quota_limit": "WriteRequestsPerMinutePerUser",
                          "quota_limit_value": "60",
                          "quota_location": "global",
                          "quota_metric": "sheets.googleapis.com/write_requests",
                          "service": "sheets.googleapis.com"}}]}}
                    """));
    // The other classes have their own.
    assertThat(get("/sandbox/google/v4/spreadsheets/none").status()).isEqualTo(404);
    var counted = get("/sandbox/quotas").json().path("classes").path("sheets-write");
    assertThat(counted.path("admitted").asInt()).isEqualTo(60);
    assertThat(counted.path("refused").asInt()).isEqualTo(1);
  }
}
