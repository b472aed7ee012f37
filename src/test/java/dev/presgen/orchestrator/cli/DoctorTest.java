package dev.presgen.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.cli.client.FakeService;
import dev.presgen.orchestrator.cli.client.FakeService.Reply;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DoctorTest {

  @AutoClose
  private final FakeService service = new FakeService();

  @Test
  void the_doctor_lists_what_it_found_then_what_to_do_and_exits_with_1_when_something_is_broken() {
    service.on(
        "GET /api/v1/doctor",
        Reply.ok(
            """
            {"well": false, "items": [
              {"subject": "Database", "verdict": "WELL", "detail": "It answers.", "whatToDo": ""},
              {"subject": "Avatar", "verdict": "ABSENT", "detail": "Off.", "whatToDo": "Switch it on."},
              {"subject": "Forms", "verdict": "BROKEN", "detail": "Refused.", "whatToDo": "Renew it."}]}
            """));

    assertThat(Call.of(service, "doctor"))
        .isEqualTo(
            new Call(
                1,
                """
                   SUBJECT   FOUND
                ✓  Database  It answers.
                –  Avatar    Off.
                ✗  Forms     Refused.
                Avatar: Switch it on.
                Forms: Renew it.
                Not all is well: see what is marked ✗.
                """,
                ""));
  }

  @Test
  void the_doctor_exits_with_0_when_nothing_is_broken_with_json_too() {
    service.on("GET /api/v1/doctor", Reply.ok("{\"well\": true, \"items\": []}"));

    assertThat(Call.of(service, "doctor").code()).isZero();
    assertThat(Call.of(service, "doctor", "--json").code()).isZero();
    assertThat(Call.of(service, "doctor", "--json").out()).startsWith("{").contains("\"well\"");
  }

  @Test
  void without_a_service_the_doctor_says_how_to_start_one() {
    var nowhere = service.url().toString();
    service.close();

    var call = Call.in(Map.of("PRESGEN_URL", nowhere), "", "doctor");

    assertThat(call.code()).isEqualTo(4);
    assertThat(call.err()).contains("start it with ./presgen serve");
  }
}
