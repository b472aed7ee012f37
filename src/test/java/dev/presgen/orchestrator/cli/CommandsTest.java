package dev.presgen.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.cli.client.FakeService;
import dev.presgen.orchestrator.cli.client.FakeService.Reply;
import dev.presgen.orchestrator.cli.client.FakeService.Request;
import dev.presgen.orchestrator.cli.view.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  @AutoClose
  private final FakeService service = new FakeService();

  @TempDir
  private Path folder;

  @Test
  void status_shows_the_run_and_sends_the_key() {
    service.on("GET /api/v1/runs/R1", Reply.ok(Samples.WAITING));

    var call = Call.of(service, "status", "R1");

    assertThat(call.code()).isZero();
    assertThat(call.out())
        .startsWith("R1 assessment WAITING, active 1.2 s\n")
        .contains("\n 4/11 … AWAITING_COMPLETION      waiting\n")
        .endsWith("sheet: http://sheets/s\n");
    assertThat(only().header("Authorization")).contains("Bearer secret");
  }

  @Test
  void a_run_can_be_named_by_its_key() {
    service.on("GET /api/v1/runs/key:assessment:a%20b", Reply.ok(Samples.WAITING));

    assertThat(Call.of(service, "status", "key:assessment:a b").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "", "a b", "key:assessment:a/b", "key:assessment:a\\b", "..", "a?b"})
  void a_name_that_no_run_has_is_told_as_such_and_asked_of_nobody(String run) {
    for (var command : List.of("status", "history", "resources", "undo-plan")) {
      assertThat(Call.of(service, command, run))
          .as(command)
          .isEqualTo(
              new Call(
                  2,
                  "",
                  "\"" + run
                      + "\" names no run: an id has only letters and digits; a key is written"
                      + " key:WORKFLOW:KEY, without slashes and backslashes.\n"));
    }
    assertThat(Call.of(service, "pause", run, "--reason", "why").code()).isEqualTo(2);
    assertThat(Call.of(service, "signal", run, "done").code()).isEqualTo(2);
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void json_is_the_service_s_own_document() {
    service.on("GET /api/v1/runs/R1", Reply.ok("{\"id\":\"R1\",\"new\":[1,{\"a\":null}]}"));

    var call = Call.of(service, "status", "R1", "--json");

    assertThat(call.out().replaceAll("\\s", ""))
        .isEqualTo("{\"id\":\"R1\",\"new\":[1,{\"a\":null}]}");
  }

  @Test
  void an_answer_without_anything_known_is_tolerated() {
    service.on("GET /api/v1/runs/R1", Reply.ok("{}"));

    assertThat(Call.of(service, "status", "R1")).isEqualTo(new Call(0, "  \n", ""));
  }

  @Test
  void list_sends_its_filters_and_tells_of_the_next_page() {
    service.on(
        "GET /api/v1/runs?workflow=assessment&status=WAITING&step=AWAITING_COMPLETION"
            + "&label=team:cloud&q=R&cursor=c0&limit=1",
        Reply.ok("{\"items\": [" + Samples.WAITING + "], \"next\": \"c1\"}"));

    var call =
        Call.of(
            service, "list", "--workflow", "assessment", "--status", "WAITING", "--step",
            "AWAITING_COMPLETION", "--label", "team=cloud", "--q", "R", "--cursor", "c0", "--limit",
            "1");

    assertThat(call)
        .isEqualTo(
            new Call(
                0,
                """
                RUN  WORKFLOW    STATUS   STEP                      UPDATED
                R1   assessment  WAITING  4/11 AWAITING_COMPLETION  2026-08-01 09:31 UTC
                More: --cursor c1
                """,
                ""));
  }

  @Test
  void list_all_reads_every_page_into_one_document() {
    service
        .on("GET /api/v1/runs", Reply.ok("{\"items\": [{\"id\": \"A\"}], \"next\": \"c1\"}"))
        .on("GET /api/v1/runs?cursor=c1",
            Reply.ok("{\"items\": [{\"id\": \"B\"}], \"next\": null}"));

    var call = Call.of(service, "list", "--all", "--json");

    assertThat(call.out().replaceAll("\\s", ""))
        .isEqualTo("{\"items\":[{\"id\":\"A\"},{\"id\":\"B\"}],\"next\":null}");
  }

  @Test
  void history_is_a_table_in_order() {
    service.on(
        "GET /api/v1/runs/R1/history",
        Reply.ok(
            """
            {"items": [
              {"seq": 1, "at": "2026-08-01T09:30:00.5Z", "type": "RunStarted", "actor": "staff", "data": {}},
              {"seq": 2, "at": "2026-08-01T09:30:01Z", "type": "StepCompleted", "step": "S", "path": "S/1",
               "attempt": 2, "actor": null, "data": {"ms": 12}}]}
            """));

    assertThat(Call.of(service, "history", "R1").out())
        .isEqualTo(
            """
            SEQ  TIME (UTC)               EVENT          STEP  ATTEMPT  ACTOR  DATA
            1    2026-08-01 09:30:00.500  RunStarted                    staff
            2    2026-08-01 09:30:01.000  StepCompleted  S/1   2               {"ms":12}
            """);
  }

  @Test
  void a_signal_without_a_payload_has_no_body() {
    service.on(
        "POST /api/v1/runs/R1/signals/done", Reply.json(202, "{\"accepted\": true}"));

    assertThat(Call.of(service, "signal", "R1", "done"))
        .isEqualTo(new Call(0, "done is accepted.\n", ""));
    assertThat(only().body()).isEmpty();
  }

  @Test
  void a_signal_takes_its_payload_from_a_file_and_may_be_kept() throws Exception {
    service.on("POST /api/v1/runs/R1/signals/done", Reply.json(202, "{\"kept\": true}"));
    var file = Files.writeString(folder.resolve("payload.json"), "{\"sheetUrl\": \"u\"}");

    assertThat(Call.of(service, "signal", "R1", "done", file.toString()))
        .isEqualTo(new Call(0, "done is kept until the run waits for it.\n", ""));
    assertThat(only().body()).isEqualTo("{\"sheetUrl\":\"u\"}");
  }

  @Test
  void an_undo_plan_lists_what_would_be_done() {
    service.on(
        "GET /api/v1/runs/R1/undo-plan",
        Reply.ok(
            """
            {"items": [{"kind": "folder", "externalId": "f", "url": "u", "action": "trash", "why": "ours"}]}
            """));

    assertThat(Call.of(service, "undo-plan", "R1").out())
        .isEqualTo("ACTION  KIND    ID  URL  WHY\ntrash   folder  f   u    ours\n");
  }

  @Test
  void resources_lists_the_ledger() {
    service.on(
        "GET /api/v1/runs/R1/resources",
        Reply.ok(
            """
            {"items": [{"kind": "form", "externalId": "q", "url": "u", "step": "S", "path": "S",
              "state": "EXISTS", "createdAt": "2026-08-01T09:30:00Z", "undoneAt": null}]}
            """));

    assertThat(Call.of(service, "resources", "R1").out())
        .isEqualTo(
            """
            KIND  STATE   MADE BY  ID  URL  CREATED
            form  EXISTS  S        q   u    2026-08-01 09:30 UTC
            """);
  }

  @Test
  void workflows_are_listed_and_shown() {
    var definition = "{\"name\": \"w\", \"version\": \"1\", \"steps\": [{\"name\": \"A\"}]}";
    service
        .on("GET /api/v1/workflows", Reply.ok("{\"items\": [" + definition + "]}"))
        .on("GET /api/v1/workflows/w", Reply.ok(definition));

    assertThat(Call.of(service, "workflows").out())
        .isEqualTo("NAME  VERSION  STEPS\nw     1        1\n");
    assertThat(Call.of(service, "workflows", "w").out()).isEqualTo("w version 1\n#  STEP\n1  A\n");
  }

  @Test
  void a_bank_is_stored_as_the_kind_of_file_that_it_is() throws Exception {
    service.on(
        "PUT /api/v1/banks/mine", Reply.ok("{\"name\": \"mine\", \"domains\": {\"Secure\": 3}}"));
    var file = Files.writeString(folder.resolve("mine.csv"), "id,domain\n");

    assertThat(Call.of(service, "banks", "put", file.toString()))
        .isEqualTo(new Call(0, "name: mine\ndomains:\n  Secure: 3\n", ""));
    assertThat(only().body()).isEqualTo("id,domain\n");
    assertThat(only().header("Content-Type")).contains("text/csv");
  }

  @Test
  void banks_are_listed_and_shown() {
    service
        .on("GET /api/v1/banks", Reply.ok("{\"items\": [{\"name\": \"b\", \"items\": 120}]}"))
        .on("GET /api/v1/banks/b", Reply.ok("{\"name\": \"b\", \"items\": 120}"));

    assertThat(Call.of(service, "banks").out()).isEqualTo("NAME  ITEMS\nb     120\n");
    assertThat(Call.of(service, "banks", "show", "b").out()).isEqualTo("name: b\nitems: 120\n");
  }

  private Request only() {
    assertThat(service.requests()).hasSize(1);
    return service.requests().getFirst();
  }
}
