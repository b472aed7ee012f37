package dev.presgen.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.cli.client.FakeService;
import dev.presgen.orchestrator.cli.client.FakeService.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitCodeTest {
  @AutoClose
  private final FakeService service = new FakeService();

  @Test
  void a_refusal_is_told_in_plain_sentences() {
    service.on(
        "POST /api/v1/runs/R1/resume",
        Reply.problem(
            409,
            "{\"code\": \"NOT_PAUSED\", \"detail\": \"The run is not paused.\", \"possible\":"
                + " [\"pause\"]}"));

    assertThat(Call.of(service, "resume", "R1", "--reason", "why"))
        .isEqualTo(
            new Call(3, "", "The run is not paused. (NOT_PAUSED)\nPossible now: pause\n"));
  }

  @Test
  void a_failure_of_the_service_is_told_as_one() {
    service.on(
        "GET /api/v1/runs", Reply.problem(503, "{\"detail\": \"The database is starting.\"}"));

    assertThat(Call.of(service, "list"))
        .isEqualTo(new Call(4, "", "The service failed: The database is starting.\n"));
  }

  @Test
  void without_a_service_it_is_told_how_to_start_one() throws IOException {
    var url = "http://127.0.0.1:" + freePort();

    assertThat(Call.in(Map.of(), "", "list", "--url", url))
        .isEqualTo(
            new Call(
                4,
                "",
                "No service at "
                    + url
                    + ": start it with ./presgen serve, or name another by --url.\n"));
  }

  @Test
  void something_else_that_answers_is_not_taken_for_the_service() {
    service.on("GET /api/v1/runs", Reply.html("<html>"), Reply.html("<html>"));

    assertThat(Call.of(service, "list"))
        .isEqualTo(
            new Call(
                4,
                "",
                "What answers at "
                    + service.url()
                    + " does not speak JSON. Is it the right address?\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.org", "localhost:8080", "not an address", "http://"})
  void an_address_that_is_none_is_told_so(String url) {
    assertThat(Call.in(Map.of("PRESGEN_URL", url), "", "list"))
        .isEqualTo(
            new Call(
                2,
                "",
                "\""
                    + url
                    + "\" is no address of a service, such as http://127.0.0.1:8080.\n"));
  }

  @Test
  void a_key_that_no_header_can_carry_is_told_without_showing_it() {
    assertThat(Call.in(Map.of("PRESGEN_API_KEY", "a\nb"), "", "list"))
        .isEqualTo(new Call(2, "", "PRESGEN_API_KEY holds characters that no key has.\n"));
  }

  @Test
  void a_file_that_is_not_there_or_no_json_is_told_so() {
    assertThat(Call.of(service, "run", "no-such-file.json").err())
        .isEqualTo("Can't read no-such-file.json: is it there, and a readable file?\n");
    assertThat(Call.with(service, "{\"a\": }", "run", "-").err())
        .startsWith("- is no JSON: ")
        .endsWith("(line 1, column 7)\n");
    assertThat(Call.with(service, "[]", "run", "-"))
        .isEqualTo(new Call(2, "", "- holds no JSON object.\n"));
  }

  @Test
  void what_leads_elsewhere_is_no_name() {
    assertThat(Call.of(service, "workflows", ".."))
        .isEqualTo(new Call(2, "", "\"..\" is no id or name\n"));
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void an_unknown_command_and_a_missing_argument_are_usage() {
    assertThat(Call.of(service, "stat").code()).isEqualTo(2);
    assertThat(Call.of(service).code()).isEqualTo(2);
    assertThat(Call.of(service, "status"))
        .isEqualTo(
            new Call(2, "", "Missing required parameter: 'RUN'\nSee: presgen status --help\n"));
  }

  @Test
  void every_command_explains_itself_with_an_example() {
    for (var command : List.of(
        "demo", "serve", "run", "status", "list", "history", "signal", "pause", "resume",
        "cancel", "retry", "skip", "extend", "undo-plan", "resources", "workflows", "banks",
        "completion")) {
      var call = Call.in(Map.of(), "", command, "--help");
      assertThat(call.code()).isZero();
      assertThat(call.out()).contains("Examples:").contains("presgen " + command);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
