package dev.presgen.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.cli.client.FakeService;
import dev.presgen.orchestrator.cli.client.FakeService.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FlagsTest {

  private static final String CORE =
      """
      {"service": "core", "enabled": true, "who": null, "reason": null, "since": null}""";
  private static final String AVATAR =
      """
      {"service": "avatar", "enabled": false, "who": "ann", "reason": "broken",
       "since": "2026-08-01T09:31:00Z"}""";

  @AutoClose
  private final FakeService service = new FakeService();

  @Test
  void flags_shows_what_is_on_and_who_has_switched_off_the_rest() {
    service.on("GET /api/v1/flags", Reply.ok("{\"items\": [%s, %s]}".formatted(CORE, AVATAR)));

    assertThat(Call.of(service, "flags"))
        .isEqualTo(
            new Call(
                0,
                """
                SERVICE       SINCE                 BY   REASON
                core     on
                avatar   off  2026-08-01 09:31 UTC  ann  broken
                """,
                ""));
  }

  @Test
  void a_switch_sends_how_and_why() {
    service.on("PUT /api/v1/flags/avatar", Reply.ok(AVATAR));

    assertThat(Call.of(service, "flags", "avatar", "off", "--reason", "broken").code()).isZero();
    assertThat(service.requests().getFirst().body())
        .isEqualTo("{\"enabled\":false,\"reason\":\"broken\"}");
  }

  @Test
  void a_switch_without_a_reason_or_a_position_is_not_sent() {
    assertThat(Call.of(service, "flags", "avatar", "off").code()).isEqualTo(2);
    assertThat(Call.of(service, "flags", "avatar").err())
        .isEqualTo("It is: presgen flags avatar on|off --reason TEXT.\n");
    assertThat(Call.of(service, "flags", "avatar", "maybe", "--reason", "x").code()).isEqualTo(2);
    assertThat(service.requests()).isEmpty();
  }
}
