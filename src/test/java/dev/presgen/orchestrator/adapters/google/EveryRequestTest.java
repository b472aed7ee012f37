package dev.presgen.orchestrator.adapters.google;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.adapters.google.GoogleProperties.EmailCollection;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Option;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.FormText;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Form;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.Cell;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.Chart;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.TabContent;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileKind;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every request that the adapters can send, held against Google's description of its APIs. */
class EveryRequestTest {
  /** All that any of the methods reads. */
  private static final String ANSWER =
      """
      {"ids": ["x1"], "id": "x1", "webViewLink": "https://x", "createdTime": "2026-11-21T10:00:00Z",
       "trashed": false, "driveId": "d1", "files": [], "lastModifyingUser": {"me": true},
       "formId": "f1", "responderUri": "https://f", "revisionId": "r1", "items": [],
       "replies": [{}, {}, {"createItem": {"questionId": ["q1"]}}],
       "responses": [], "values": [],
       "sheets": [{"properties": {"sheetId": 0, "title": "Sheet1",
         "gridProperties": {"rowCount": 9, "columnCount": 9}}}]}
      """;
  private static final Assessment ASSESSMENT =
      new Assessment(
          "Practice",
          "bank",
          List.of(
              new Question(
                  "i1",
                  "domain",
                  "skill",
                  null,
                  null,
                  "Which?",
                  List.of(new Option("A", true, ""), new Option("B", false, "")))));
  private static final TabContent TAB =
      new TabContent(
          "Gaps",
          List.of(
              List.of(new Cell.Text("Name"), new Cell.Text("Percent")),
              List.of(new Cell.Text("=1+1"), new Cell.Number(50))),
          Optional.of(new Chart("Gaps", 0, List.of(1))));
  private static final Form FORM = new Form("f1", "https://f", "r1", Map.of("q1", "i1"));

  private final GoogleStub google = new GoogleStub();
  private final Sharing sharing = new Sharing(google.calls);
  private final RunFolders folders =
      new DriveFolders(google.calls, sharing, "root9", Duration.ZERO);
  private final AssessmentForms forms =
      new GoogleForms(google.calls, sharing, EmailCollection.VERIFIED);
  private final ResultSheets sheets = new GoogleSheets(google.calls);

  private Map<String, List<Supplier<StepResult<?>>>> methods() {
    var methods = new TreeMap<String, List<Supplier<StepResult<?>>>>();
    methods.put("reserveId", List.of(folders::reserveId));
    methods.put("createFolder", List.of(() -> folders.createFolder("x1", "Run", "run-1")));
    methods.put("find", each(kind -> folders.find("x1", kind, "m")));
    methods.put("createFile", each(kind -> folders.createFile("x1", kind, "Name", "m")));
    methods.put(
        "upload", List.of(() -> folders.upload("x1", FileKind.DECK, "Deck", "m", new byte[]{1})));
    methods.put("presence", List.of(() -> folders.presence("x1")));
    methods.put("changedByPerson", List.of(() -> folders.changedByPerson("x1")));
    methods.put(
        "share",
        List.of(
            () -> folders.share("x1", new Reader.Person("ada@example.org")),
            () -> folders.share("x1", new Reader.Anyone())));
    methods.put("trash", List.of(() -> folders.trash("x1")));
    methods.put(
        "fill", List.of(() -> forms.fill("f1", new FormText("Title", "Words"), ASSESSMENT)));
    methods.put(
        "publish",
        List.of(
            () -> forms.publish(FORM, new Reader.Person("ada@example.org")),
            () -> forms.publish(FORM, new Reader.Anyone())));
    methods.put("close", List.of(() -> forms.close("f1")));
    methods.put("responses", List.of(() -> forms.responses("f1")));
    methods.put("current", List.of(() -> forms.current("f1")));
    methods.put("write", List.of(() -> sheets.write("s1", List.of(TAB))));
    methods.put("firstTab", List.of(() -> sheets.firstTab("s1")));
    return methods;
  }

  private interface OfKind {
    StepResult<?> call(FileKind kind);
  }

  private static List<Supplier<StepResult<?>>> each(OfKind method) {
    return Stream.of(FileKind.values())
        .<Supplier<StepResult<?>>>map(kind -> () -> method.call(kind))
        .toList();
  }

  @BeforeEach
  void google_answers_everything() {
    google.server.stubFor(any(anyUrl()).willReturn(okJson(ANSWER)));
  }

  @AfterEach
  void every_request_was_one_that_google_knows() {
    google.close();
  }

  @Test
  void every_method_of_the_ports_sends_what_google_knows() {
    methods()
        .forEach(
            (name, ways) -> ways.forEach(
                way -> assertThat(way.get()).as(name).isInstanceOf(StepResult.Done.class)));
    assertThat(google.sent()).hasSizeGreaterThan(20);
  }

  @Test
  void no_method_of_the_ports_is_left_out() {
    var ports =
        Stream.of(RunFolders.class, AssessmentForms.class, ResultSheets.class)
            .flatMap(port -> Arrays.stream(port.getDeclaredMethods()))
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .filter(method -> method.getReturnType() == StepResult.class)
            .map(java.lang.reflect.Method::getName)
            .collect(Collectors.toSet());
    assertThat(methods().keySet()).isEqualTo(ports);
  }
}
