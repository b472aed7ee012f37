package dev.presgen.orchestrator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The ways in which the wait for the learner ends, and those in which it does not. */
@Timeout(120)
class CompletionTest {

  @TempDir
  private static Path data;

  private static Service service;

  @BeforeAll
  static void start() {
    service =
        Service.start(
            data, "--presgen.responses.poll-initial=100ms", "--presgen.responses.poll-max=100ms");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void a_response_alone_continues_the_run() throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    var id = waiting.path("id").asString();
    LearnerBrowser.answerAllWrong(service, waiting);
    service.await(id, "COMPLETED");
    assertThat(service.history(id, "WaitClosed"))
        .singleElement()
        .satisfies(
            closed -> assertThat(closed.at("/data/closedBy").asString()).isEqualTo("probe"));
    assertThat(service.history(id, "SignalAccepted")).isEmpty();
  }

  @Test
  void a_signal_before_any_answer_is_refused_and_the_run_waits_on() throws Exception {
    var id = service.beginAndWait(Requests.small()).path("id").asString();
    var events = service.history(id).size();
    var refused = service.signal(id, "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("detail").asString()).isNotBlank();
    assertThat(service.run(id).path("status").asString()).isEqualTo("WAITING");
    assertThat(service.history(id)).hasSize(events);
  }

  @Test
  void a_link_that_leads_elsewhere_is_refused() throws Exception {
    var id = service.beginAndWait(Requests.small()).path("id").asString();
    var refused = service.signal(id, "{\"sheetUrl\": \"https://sheets.example/d/0123456789\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asString()).isEqualTo("SHEET_URL_REFUSED");
    var wrongType = service.signal(id, "{\"sheetUrl\": 7}");
    assertThat(wrongType.status()).isEqualTo(400);
    assertThat(wrongType.json().at("/errors/0/pointer").asString()).isEqualTo("/sheetUrl");
  }

  @Test
  void the_rows_of_another_sheet_count_when_a_signal_names_it() throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    var id = waiting.path("id").asString();
    var form = URI.create(waiting.at("/links/form").asString());
    var questions = new LearnerBrowser(service, Requests.LEARNER).open(form).questions();
    var header = new ArrayList<>(List.of("Email"));
    var answers = new ArrayList<>(List.of(Requests.LEARNER));
    for (var question : questions) {
      boolean first = question.equals(questions.getFirst());
      header.add(question.title());
      answers.add(
          String.join(", ", first ? Bank.right(question.title()) : Bank.wrong(question)));
    }
    var sheet = sheetOf(header, answers);

    var url = "https://docs.google.com/spreadsheets/d/" + sheet + "/edit#gid=0";
    var reply = service.signal(id, "{\"sheetUrl\": \"" + url + "\"}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    var run = service.await(id, "COMPLETED");
    var results = run.at("/outputs/ANALYZE_RESULTS");
    assertThat(results.at("/score/asked").asInt()).isEqualTo(4);
    assertThat(results.at("/score/correct").asInt()).isEqualTo(1);
    assertThat(results.path("flags")).isEmpty();
    assertThat(run.at("/outputs/AWAITING_COMPLETION/sheetId").asString()).isEqualTo(sheet);
    assertThat(service.made(id).form().path("responses")).isEmpty();
  }

  /** Makes a sheet that is nobody's of these runs, and answers its id. */
  private static String sheetOf(List<String> header, List<String> answers) throws Exception {
    var made = service.post("/sandbox/google/v4/spreadsheets", "{}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    var id = made.json().path("spreadsheetId").asString();
    var values = JsonMapper.shared().createObjectNode();
    values.putPOJO("values", List.of(header, answers));
    var written =
        service.put(
            "/sandbox/google/v4/spreadsheets/" + id + "/values/A1?valueInputOption=RAW",
            values.toString());
    assertThat(written.status()).as(written.body()).isEqualTo(200);
    return id;
  }

  @Test
  void a_form_in_the_trash_takes_no_signal_until_it_is_back() throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    var id = waiting.path("id").asString();
    var folder = service.made(id).folders().getFirst().path("id").asString();
    trash(folder, true);
    var refused = service.signal(id, "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asString()).isEqualTo("FORM_GONE");
    assertThat(refused.json().path("detail").asString()).contains("trash");

    trash(folder, false);
    LearnerBrowser.answerAllWrong(service, waiting);
    service.await(id, "COMPLETED");
  }

  private static void trash(String file, boolean trashed) throws Exception {
    var reply =
        service.patch("/sandbox/google/drive/v3/files/" + file, "{\"trashed\": " + trashed + "}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }
}
