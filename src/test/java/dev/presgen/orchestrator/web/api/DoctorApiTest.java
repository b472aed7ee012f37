package dev.presgen.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoctorApiTest {

  private final ApiServer api = ApiServer.shared();

  @Test
  void the_doctor_tells_how_it_stands_with_the_database_first() throws Exception {
    var report = api.get("/api/v1/doctor");
    assertThat(report.status()).isEqualTo(200);
    assertThat(report.json().propertyNames()).containsExactlyInAnyOrder("at", "well", "items");
    var first = report.json().path("items").get(0);
    assertThat(first.propertyNames())
        .containsExactlyInAnyOrder("subject", "verdict", "detail", "whatToDo");
    assertThat(first.path("subject").asString()).isEqualTo("Database");
    assertThat(first.path("verdict").asString()).isEqualTo("WELL");
    assertThat(report.json().path("well").asBoolean())
        .isEqualTo(
            report.json()
                .path("items")
                .valueStream()
                .noneMatch(item -> item.path("verdict").asString().equals("BROKEN")));
  }
}
