package dev.presgen.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.cli.client.FakeService;
import dev.presgen.orchestrator.cli.client.FakeService.Reply;
import dev.presgen.orchestrator.cli.view.Samples;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StartRunTest {
  private static final String REQUEST =
      "{\"workflow\": \"assessment\", \"input\": {\"a\": 1}, \"labels\": {\"x\": \"1\"}}";
  private static final String RUNNING = "{\"id\": \"R1\", \"status\": \"RUNNING\"}";

  @AutoClose
  private final FakeService service = new FakeService();

  @Test
  void a_request_is_sent_with_what_the_options_add() {
    service.on("POST /api/v1/runs", Reply.json(201, RUNNING));

    var call =
        Call.with(
            service, REQUEST, "run", "-", "--key", "k", "--label", "y=2", "--idempotency-key", "i");

    assertThat(call).isEqualTo(new Call(0, "Run R1 started: RUNNING\n", ""));
    assertThat(service.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.body())
                  .isEqualTo(
                      "{\"workflow\":\"assessment\",\"input\":{\"a\":1},"
                          + "\"labels\":{\"x\":\"1\",\"y\":\"2\"},\"key\":\"k\"}");
              assertThat(request.header("Idempotency-Key")).contains("i");
            });
  }

  @Test
  void an_input_is_wrapped_for_its_workflow() {
    service.on("POST /api/v1/runs", Reply.json(201, RUNNING));

    Call.with(service, "{\"a\": 1}", "run", "-", "--workflow", "assessment");

    assertThat(service.requests().getFirst().body())
        .isEqualTo("{\"workflow\":\"assessment\",\"input\":{\"a\":1}}");
  }

  @Test
  void an_input_without_its_workflow_is_not_sent() {
    var call = Call.with(service, "{\"a\": 1}", "run", "-");

    assertThat(call)
        .isEqualTo(
            new Call(
                2,
                "",
                "- names no \"workflow\" with an \"input\". If it is only the input, add --workflow,"
                    + " such as --workflow assessment.\n"));
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void a_request_that_was_sent_before_says_so() {
    service.on("POST /api/v1/runs", Reply.ok(RUNNING));

    assertThat(Call.with(service, REQUEST, "run", "-", "--idempotency-key", "i").out())
        .isEqualTo("Run R1 had been started before: RUNNING\n");
  }

  @Test
  void a_dry_run_shows_whatever_the_service_forecasts() {
    service.on(
        "POST /api/v1/runs?dryRun=true",
        Reply.ok(
            """
            {"blueprint": [{"domain": "Secure", "questions": 7}], "calls": {"forms.write": 3},
             "forecast": {"duration": "PT2M"}, "notes": ["a", "b"], "empty": []}
            """));

    assertThat(Call.with(service, REQUEST, "run", "-", "--dry-run").out())
        .isEqualTo(
            """
            blueprint:
              - domain Secure, questions 7
            calls:
              forms.write: 3
            forecast:
              duration: PT2M
            notes: a, b
            """);
  }

  @Test
  void following_ends_when_the_run_waits_for_a_person_and_says_for_what() {
    service
        .on("POST /api/v1/runs", Reply.json(201, RUNNING))
        .on("GET /api/v1/runs/R1/events", Reply.events("id: 1\ndata: {\"seq\": 1}\n\n"))
        .on("GET /api/v1/runs/R1", Reply.ok(RUNNING), Reply.ok(Samples.WAITING));

    var call = Call.with(service, REQUEST, "run", "-", "--follow");

    assertThat(call)
        .isEqualTo(
            new Call(
                0,
                """
                Run R1 started: RUNNING
                 1/11 ✓ REQUEST_ASSESSMENT       12 ms
                 2/11 ✓ GENERATE_ASSESSMENT      3.2 s, attempt 2
                 3/11 ✓ CREATE_GOOGLE_ASSETS     2 min 5 s
                 4/11 … AWAITING_COMPLETION      waiting
                The run R1 is WAITING, active 1.2 s.
                It waits for assessment-completed by learner@example.org until 2026-08-08 09:30 UTC; \
                next reminder 2026-08-05 09:30 UTC.
                folder: http://drive/f
                form: http://forms/q
                sheet: http://sheets/s
                """,
                ""));
  }

  @Test
  void following_works_without_the_event_stream_and_fails_with_the_run() {
    service
        .on("POST /api/v1/runs", Reply.json(201, RUNNING))
        .on("GET /api/v1/runs/R1", Reply.ok(RUNNING), Reply.ok(Samples.NEEDS_ATTENTION));

    var call = Call.with(service, REQUEST, "run", "-", "--until-end");

    assertThat(call.code()).isEqualTo(1);
    assertThat(call.out()).endsWith("what to do: Restore it, then retry.\n");
  }

  @Test
  void until_end_goes_on_while_the_run_waits_and_through_a_failure_of_the_service() {
    service
        .on("POST /api/v1/runs", Reply.json(201, RUNNING))
        .on("GET /api/v1/runs/R1/events", Reply.events("id: 1\ndata: {\"seq\": 1}\n\n"))
        .on(
            "GET /api/v1/runs/R1",
            Reply.ok(Samples.WAITING),
            Reply.problem(503, "{}"),
            Reply.ok(Samples.COMPLETED));

    var call = Call.with(service, REQUEST, "run", "-", "--until-end", "--json");

    assertThat(call.code()).isZero();
    assertThat(call.err()).contains("10/11 ✓ GENERATE_AVATAR_VIDEOS   90 ms, 2 of 2, 1 left out\n");
    assertThat(call.out()).startsWith("{").contains("\"status\" : \"COMPLETED\"");
  }

  @Test
  void history_can_be_followed_to_the_end_without_gap_or_repetition() {
    service
        .on(
            "GET /api/v1/runs/R1/history",
            Reply.ok("{\"items\": [{\"seq\": 1, \"type\": \"RunStarted\"}]}"),
            Reply.ok(
                """
                {"items": [{"seq": 1, "type": "RunStarted"}, {"seq": 2, "type": "StepCompleted"},
                           {"seq": 3, "type": "RunEnded"}]}
                """))
        .on(
            "GET /api/v1/runs/R1/events",
            Reply.events("id: 2\ndata: {\"seq\": 2, \"type\": \"StepCompleted\"}\n\n"),
            Reply.problem(404, "{}"))
        .on("GET /api/v1/runs/R1", Reply.ok(Samples.COMPLETED));

    var call = Call.of(service, "history", "R1", "--follow", "--json");

    assertThat(call.out())
        .isEqualTo(
            """
            {"seq":1,"type":"RunStarted"}
            {"seq":2,"type":"StepCompleted"}
            {"seq":3,"type":"RunEnded"}
            """);
    assertThat(service.requests("GET /api/v1/runs/R1/events").getFirst().header("Last-Event-ID"))
        .contains("1");
  }
}
