package dev.presgen.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.cli.client.FakeService;
import dev.presgen.orchestrator.cli.client.FakeService.Reply;
import dev.presgen.orchestrator.cli.demo.Browser;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RehearsalTest {
  private static final String REQUEST =
      """
      {"workflow": "assessment", "input": {"certification": {"name": "Cloud"},
       "learner": {"email": "learner@example.org"}, "assessment": {"questionCount": 1}}}
      """;
  private static final String FORM =
      """
      <form method="post"><input name="email">
        <fieldset><legend>Which?</legend><input type="radio" name="q1" value="A"></fieldset></form>
      """;

  @AutoClose
  private final FakeService service = new FakeService();
  @AutoClose
  private final Browser browser = new Browser();

  private final StringWriter out = new StringWriter();

  @Test
  void the_learner_answers_signals_until_heard_and_every_link_is_opened() throws Exception {
    service
        .on("POST /api/v1/runs", Reply.json(201, "{\"id\": \"R1\"}"))
        .on(
            "GET /api/v1/runs/R1",
            Reply.ok(run("RUNNING", "")),
            Reply.ok(run("WAITING", "")),
            Reply.ok(run("WAITING", "")),
            Reply.ok(run("WAITING", "")),
            Reply.ok(run("COMPLETED", "")))
        .on("GET /form", Reply.html(FORM))
        .on("POST /form", Reply.html("Thank you"))
        .on(
            "POST /api/v1/runs/R1/signals/assessment-completed",
            Reply.problem(409, "{\"detail\": \"Nothing answered yet.\"}"),
            Reply.json(202, "{\"accepted\": true}"));

    assertThat(play()).isTrue();
    assertThat(service.requests("POST /form"))
        .singleElement()
        .satisfies(
            request -> assertThat(request.body()).isEqualTo("email=learner%40example.org&q1=A"));
    assertThat(service.requests("POST /api/v1/runs/R1/signals/assessment-completed")).hasSize(2);
    assertThat(out.toString())
        .startsWith("Run R1: Cloud, 1 questions for learner@example.org\n")
        .contains("and answered 1 questions.\n      Signal sent: assessment-completed\n")
        .contains("✓ form: " + service.url() + "/form (200 text/html; charset=utf-8, ")
        .endsWith(", every link opens.\n");
  }

  @Test
  void a_link_that_does_not_open_fails_the_rehearsal() throws Exception {
    service
        .on("POST /api/v1/runs", Reply.json(201, "{\"id\": \"R1\"}"))
        .on("GET /api/v1/runs/R1", Reply.ok(run("COMPLETED", "")))
        .on("GET /form", Reply.problem(500, "{}"));

    assertThat(play()).isFalse();
    assertThat(out.toString())
        .contains("✗ form: " + service.url() + "/form (500 ")
        .endsWith(", but not every link opens.\n");
  }

  @Test
  void a_run_that_needs_attention_fails_the_rehearsal_and_says_why() throws Exception {
    service
        .on("POST /api/v1/runs", Reply.json(201, "{\"id\": \"R1\"}"))
        .on(
            "GET /api/v1/runs/R1",
            Reply.ok(
                run(
                    "NEEDS_ATTENTION",
                    ", \"error\": {\"code\": \"C\", \"message\": \"m\", \"whatToDo\": \"w\"}")));

    assertThat(play()).isFalse();
    assertThat(out.toString()).endsWith("error: m (C)\nwhat to do: w\n");
  }

  private boolean play() throws Exception {
    var writer = new PrintWriter(out, true);
    var session =
        new Session(
            Map.of(), new ByteArrayInputStream(new byte[0]), writer, writer, /* terminal= */ false);
    try (var api = session.api(service.url())) {
      return new Rehearsal(session, api, browser).play(REQUEST);
    }
  }

  private String run(String status, String more) {
    return """
        {"id": "R1", "status": "%s", "links": {"form": "%s/form"}%s}
        """
        .formatted(status, service.url(), more);
  }
}
