package dev.presgen.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.cli.client.FakeService;
import dev.presgen.orchestrator.cli.client.FakeService.Reply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
  @AutoClose
  private final FakeService service = new FakeService();

  static Stream<Arguments> orders() {
    return Stream.of(
        Arguments.of("pause", List.of(), "{\"reason\":\"why\"}"),
        Arguments.of("resume", List.of(), "{\"reason\":\"why\"}"),
        Arguments.of("cancel", List.of(), "{\"reason\":\"why\"}"),
        Arguments.of("cancel", List.of("--undo"), "{\"reason\":\"why\",\"undo\":true}"),
        Arguments.of("cancel", List.of("--accept"), "{\"reason\":\"why\",\"accept\":true}"),
        Arguments.of("retry", List.of(), "{\"reason\":\"why\"}"),
        Arguments.of("retry", List.of("--path", "S/2"), "{\"reason\":\"why\",\"path\":\"S/2\"}"),
        Arguments.of("skip", List.of("--path", "S"), "{\"reason\":\"why\",\"path\":\"S\"}"),
        Arguments.of(
            "skip",
            List.of("--path", "S", "--output", "-"),
            "{\"reason\":\"why\",\"path\":\"S\",\"output\":{\"url\":\"u\"}}"),
        Arguments.of(
            "rewind",
            List.of("--to", "STEP_7"),
            "{\"reason\":\"why\",\"to\":\"STEP_7\"}"),
        Arguments.of(
            "rewind",
            List.of("--to", "STEP_7", "--input", "-"),
            "{\"reason\":\"why\",\"to\":\"STEP_7\",\"input\":{\"url\":\"u\"}}"),
        Arguments.of(
            "delegate",
            List.of("--to", "bob@example.org"),
            "{\"reason\":\"why\",\"to\":\"bob@example.org\"}"),
        Arguments.of(
            "delegate",
            List.of("--to", "bob@example.org", "--path", "W"),
            "{\"reason\":\"why\",\"to\":\"bob@example.org\",\"path\":\"W\"}"),
        Arguments.of(
            "extend",
            List.of("--until", "2027-01-31T19:00:00+01:00"),
            "{\"reason\":\"why\",\"until\":\"2027-01-31T18:00:00Z\"}"));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void an_order_is_sent_with_its_reason_and_its_details(
      String order, List<String> options, String body) {
    service.on("POST /api/v1/runs/R1/" + order, Reply.json(202, "{\"status\": \"PAUSED\"}"));
    var args =
        Stream.concat(Stream.of(order, "R1", "--reason", "why"), options.stream())
            .toArray(String[]::new);

    assertThat(Call.with(service, "{\"url\": \"u\"}", args))
        .isEqualTo(new Call(0, order + " is accepted. The run is now PAUSED.\n", ""));
    assertThat(service.requests())
        .singleElement()
        .satisfies(request -> assertThat(request.body()).isEqualTo(body));
  }

  @Test
  void an_answer_without_a_body_is_enough() {
    service.on("POST /api/v1/runs/R1/pause", Reply.json(202, ""));

    assertThat(Call.of(service, "pause", "R1", "--reason", "why"))
        .isEqualTo(new Call(0, "pause is accepted.\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume", "cancel", "retry"})
  void without_a_reason_nothing_is_sent_and_it_is_asked_for(String order) {
    assertThat(Call.of(service, order, "R1"))
        .isEqualTo(
            new Call(
                2,
                "",
                "Say why, with --reason \"...\": it is kept in the run's history beside the "
                    + order
                    + ".\n"));
    assertThat(service.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rewind", "delegate"})
  void without_a_goal_nothing_is_sent(String order) {
    var call = Call.of(service, order, "R1", "--reason", "why");

    assertThat(List.of(call.code(), call.out())).isEqualTo(List.of(2, ""));
    assertThat(call.err()).startsWith("Missing required option: '--to=");
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void what_is_refused_is_told_with_what_is_possible() {
    service.on(
        "POST /api/v1/runs/R1/rewind",
        Reply.json(
            409,
            """
            {"title": "Conflict", "status": 409, "code": "UNDOABLE_BETWEEN",
             "detail": "S has made things", "possible": ["pause", "cancel"]}
            """));

    var call = Call.of(service, "rewind", "R1", "--to", "S", "--reason", "why");

    assertThat(call.code()).isEqualTo(3);
    assertThat(call.err()).contains("S has made things", "UNDOABLE_BETWEEN", "pause", "cancel");
  }

  @Test
  void help_and_completion_know_every_order() {
    for (var order : List.of("rewind", "delegate")) {
      assertThat(Call.of(service, order, "--help").out())
          .contains("Examples:", "presgen " + order + " RUN --to", "--reason");
      assertThat(Call.of(service, "completion").out()).contains("_picocli_presgen_" + order);
    }
  }

  @Test
  void a_deadline_needs_its_zone() {
    var call = Call.of(service, "extend", "R1", "--until", "tomorrow", "--reason", "why");

    assertThat(call)
        .isEqualTo(
            new Call(
                2,
                "",
                "--until is a time with its zone, such as 2027-01-31T18:00:00Z; \"tomorrow\" is"
                    + " none.\n"));
  }
}
