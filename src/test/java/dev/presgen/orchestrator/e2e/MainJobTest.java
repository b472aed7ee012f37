package dev.presgen.orchestrator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The product's own example from its request to delivered study material. */
@Timeout(120)
class MainJobTest {
  @TempDir
  private static Path data;

  private static Journey journey;
  private static JsonNode run;
  private static Made made;

  @BeforeAll
  static void a_learner_takes_an_assessment() throws Exception {
    journey = Journey.made(data);
    run = journey.run();
    made = journey.made();
  }

  @AfterAll
  static void stop() {
    journey.close();
  }

  @Test
  void all_eleven_steps_are_completed_in_order() {
    assertThat(texts(run.path("steps"), step -> step.path("name").asString() + " "
        + step.path("number").asInt() + " " + step.path("status").asString()))
        .containsExactly(
            "REQUEST_ASSESSMENT 1 COMPLETED",
            "GENERATE_ASSESSMENT 2 COMPLETED",
            "CREATE_GOOGLE_ASSETS 3 COMPLETED",
            "AWAITING_COMPLETION 4 COMPLETED",
            "ANALYZE_RESULTS 5 COMPLETED",
            "PUBLISH_GAP_ANALYSIS 6 COMPLETED",
            "GENERATE_TRAINING_PLAN 7 COMPLETED",
            "GENERATE_COURSE_OUTLINES 8 COMPLETED",
            "GENERATE_PRESENTATIONS 9 COMPLETED",
            "GENERATE_AVATAR_VIDEOS 10 COMPLETED",
            "FINALIZE_RESOURCES 11 COMPLETED");
    assertThat(texts(run.path("steps"), step -> step.path("startedAt").asString())).isSorted();
    assertThat(run.at("/progress").toString()).isEqualTo("{\"completed\":11,\"of\":11}");
    assertThat(run.path("missing")).isEmpty();
  }

  @Test
  void the_run_shows_what_it_was_started_with() {
    var asked = Requests.example();
    asked.withObject("/input/learner").put("name", Journey.NAME);
    asked.withObject("/input/assessment").put("seed", 1);
    assertThat(run.path("input")).isEqualTo(asked.path("input"));
    assertThat(run.path("labels")).isEqualTo(asked.path("labels"));
  }

  @Test
  void the_sandbox_holds_one_of_everything_and_a_deck_and_a_video_for_each_course()
      throws Exception {
    assertThat(made.live()).isEqualTo(new Made.Live(1, 1, 1, 5, 5));
    var all = journey.service().sandbox();
    assertThat(
        Stream.of("folders", "forms", "sheets", "decks", "videos").map(k -> all.path(k).size()))
        .containsExactly(1, 1, 1, 5, 5);
    assertThat(made.folders().getFirst().path("name").asString()).endsWith("run " + journey.id());
    assertThat(texts(made.decks(), deck -> deck.path("slides").size())).containsOnly(12);
  }

  @Test
  void the_learner_gets_in_where_meant_and_nowhere_else() {
    assertThat(readers(made.folders().getFirst())).isEmpty();
    assertThat(readers(made.sheet())).containsExactly("learner@example.org reader");
    assertThat(readers(made.form())).containsExactly("learner@example.org reader");
    assertThat(made.form().at("/publishSettings/publishState").toString())
        .isEqualTo("{\"isPublished\":true,\"isAcceptingResponses\":false}");
  }

  private static List<String> readers(JsonNode file) {
    return texts(file.path("permissions"), one -> one.path("emailAddress").asString("") + " "
        + one.path("role").asString()).stream()
        .filter(reader -> !reader.endsWith(" owner"))
        .toList();
  }

  @Test
  void the_sheet_shows_the_name_and_the_answers_as_they_are() throws Exception {
    assertThat(texts(made.sheet().path("tabs"), tab -> tab.path("title").asString()))
        .containsExactly("Summary", "Answers", "Gap analysis", "Training plan", "Course 1",
            "Course 2", "Course 3", "Course 4", "Course 5");
    assertThat(rows("Summary")).contains(List.of("Learner", Journey.NAME));
    var sheet = made.sheet().path("id").asString();
    var api = "/sandbox/google/v4/spreadsheets/" + sheet + "?includeGridData=true";
    assertThat(journey.service().get(api).body()).contains("stringValue")
        .doesNotContain("formulaValue");
    var expected = new LinkedHashMap<String, String>();
    journey.chosen().forEach((title, chosen) -> expected.put(title, String.join("\n", chosen)));
    assertThat(
        rows("Answers").stream()
            .skip(1)
            .collect(Collectors.toMap(row -> row.get(1), row -> row.get(4))))
        .isEqualTo(expected);
  }

  private static List<List<String>> rows(String tab) {
    return made.sheet()
        .path("tabs")
        .valueStream()
        .filter(one -> one.path("title").asString().equals(tab))
        .flatMap(one -> one.path("cells").valueStream())
        .map(row -> texts(row, JsonNode::asString))
        .toList();
  }

  @Test
  void nothing_that_is_shown_gives_a_missed_answer_away() {
    var unseen =
        journey.chosen()
            .entrySet()
            .stream()
            .flatMap(
                answer -> Bank.right(answer.getKey())
                    .stream()
                    .filter(right -> !answer.getValue().contains(right)))
            .toList();
    assertThat(unseen).hasSizeGreaterThan(15);
    assertThat(unseen)
        .allSatisfy(
            right -> {
              var cells = made.sheet()
                  .path("tabs")
                  .valueStream()
                  .flatMap(tab -> tab.path("cells").valueStream())
                  .flatMap(JsonNode::valueStream)
                  .map(JsonNode::asString);
              assertThat(cells).noneMatch(cell -> cell.contains(right));
              assertThat(run.path("outputs").valueStream().flatMap(MainJobTest::texts))
                  .noneMatch(text -> text.contains(right));
            });
  }

  /** All texts below a node. */
  private static Stream<String> texts(JsonNode node) {
    return node.isString()
        ? Stream.of(node.asString())
        : node.valueStream().flatMap(MainJobTest::texts);
  }

  @Test
  void the_log_has_neither_answers_nor_keys_nor_the_learner() {
    assertThat(journey.log().text())
        .contains(journey.id(), "forms.responses.list")
        .doesNotContain(Requests.LEARNER)
        .doesNotContain(Journey.NAME);
    assertThat(journey.chosen().keySet())
        .allSatisfy(
            title -> assertThat(journey.log().text())
                .doesNotContain(title)
                .doesNotContain(Bank.right(title)));
    assertThat(journey.chosen().values().stream().flatMap(List::stream))
        .allSatisfy(chosen -> assertThat(journey.log().text()).doesNotContain(chosen));
  }

  @Test
  void the_gaps_are_those_of_the_forms_own_grading() {
    var grading = Grading.of(made.form());
    var results = run.at("/outputs/ANALYZE_RESULTS");
    assertThat(results.at("/score/correct").asDouble())
        .isEqualTo(grading.total())
        .isEqualTo(grading.right().size());
    assertThat(results.at("/score/asked").asInt()).isEqualTo(24);
    for (var group : Map.of("domains", "domain", "skills", "skill", "levels", "level").entrySet()) {
      assertThat(results.path(group.getKey()).valueStream().map(Figures::of))
          .as(group.getKey())
          .containsExactlyInAnyOrderElementsOf(
              Figures.recomputed(grading, group.getValue()));
    }
    assertThat(results.path("flags")).isEmpty();
  }

  @Test
  void every_link_opens_and_a_videos_link_answers_with_the_video() throws Exception {
    var links = run.path("links");
    assertThat(links.path("presentations").size()).isEqualTo(5);
    assertThat(links.path("videos").size()).isEqualTo(5);
    for (var link : texts(links).toList()) {
      assertThat(journey.service().get(URI.create(link)).status()).as(link).isEqualTo(200);
    }
    for (var link : texts(links.path("videos")).toList()) {
      assertThat(journey.service().get(URI.create(link)).contentType()).isEqualTo("video/mp4");
    }
  }

  @Test
  void the_ledger_names_all_that_was_made() throws Exception {
    var ledger = journey.service().resources(journey.id());
    assertThat(texts(ledger, entry -> entry.path("state").asString())).containsOnly("EXISTS");
    assertThat(
        ledger.stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.path("kind").asString() + " of " + entry.path("step").asString(),
                    Collectors.counting())))
        .isEqualTo(
            Map.of(
                "folder of CREATE_GOOGLE_ASSETS", 1L,
                "sheet of CREATE_GOOGLE_ASSETS", 1L,
                "form of CREATE_GOOGLE_ASSETS", 1L,
                "permission of CREATE_GOOGLE_ASSETS", 1L,
                "permission of FINALIZE_RESOURCES", 1L,
                "deck of GENERATE_PRESENTATIONS", 5L,
                "video of GENERATE_AVATAR_VIDEOS", 5L));
  }

  /**
   * Probing is what is asked while the run waits for its learner: whether form and folder are there,
   * and whether there is a response. Everything else is the same for each run.
   */
  @Test
  void a_run_makes_few_calls_of_each_class_to_google_and_the_forecast_knows_them()
      throws Exception {
    var history = journey.service().history(journey.id());
    Instant opened = at(history, "WaitOpened");
    Instant closed = at(history, "WaitClosed");
    Instant ended = at(history, "RunEnded");
    Map<Boolean, Map<String, Long>> calls =
        journey.service()
            .sandbox()
            .path("calls")
            .valueStream()
            .filter(call -> call.path("path").asString().startsWith("/sandbox/google/"))
            .filter(call -> !at(call).isAfter(ended))
            .collect(
                Collectors.partitioningBy(
                    call -> at(call).isAfter(opened) && at(call).isBefore(closed),
                    Collectors.groupingBy(MainJobTest::quota, Collectors.counting())));
    assertThat(calls.get(true)).isEqualTo(Map.of("drive.units", 2L, "forms.expensive", 1L));
    assertThat(calls.get(false))
        .isEqualTo(
            Map.of(
                "drive.units", 7L,
                "forms.read", 2L,
                "forms.expensive", 1L,
                "forms.write", 3L,
                "sheets.read", 3L,
                "sheets.write", 3L));
    assertThat(calls.get(false).values().stream().mapToLong(Long::longValue).sum())
        .isLessThanOrEqualTo(25);
    var forecast =
        journey.service()
            .post("/api/v1/runs?dryRun=true", Requests.example().toString())
            .json()
            .path("calls");
    for (var quota : List.of("forms.read", "forms.expensive", "forms.write", "sheets.read",
        "sheets.write")) {
      long found = calls.get(true).getOrDefault(quota, 0L);
      assertThat(forecast.path(quota).asLong())
          .as(quota)
          .isEqualTo(calls.get(false).getOrDefault(quota, 0L) + found);
    }
  }

  private static Instant at(List<JsonNode> history, String type) {
    return history.stream()
        .filter(entry -> entry.path("type").asString().equals(type))
        .map(MainJobTest::at)
        .findFirst()
        .orElseThrow();
  }

  private static Instant at(JsonNode entry) {
    return Instant.parse(entry.path("at").asString());
  }

  /** The class of quota that a call counts for, by Google's usage limits. */
  private static String quota(JsonNode call) {
    var path = call.path("path").asString();
    boolean reads = call.path("method").asString().equals("GET");
    if (path.contains("/drive/v3/")) {
      return "drive.units";
    }
    return path.endsWith("/responses")
        ? "forms.expensive"
        : (path.contains("/v1/forms") ? "forms" : "sheets") + (reads ? ".read" : ".write");
  }

  @Test
  void the_history_is_whole_from_its_beginning_to_its_one_end() throws Exception {
    var history = journey.service().history(journey.id());
    assertThat(texts(history, entry -> entry.path("seq").asInt()))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, history.size()).boxed().toList());
    var types = texts(history, entry -> entry.path("type").asString());
    assertThat(types.getFirst()).isEqualTo("RunStarted");
    assertThat(types.getLast()).isEqualTo("RunEnded");
    assertThat(types).containsOnlyOnce("RunStarted", "RunEnded", "SignalAccepted", "WaitClosed");
    assertThat(types).doesNotContain("AttemptFailed", "AttemptLost", "RetryScheduled");
  }

  private static <T> List<T> texts(JsonNode list, Function<JsonNode, T> of) {
    return list.valueStream().map(of).toList();
  }

  private static <T> List<T> texts(List<JsonNode> list, Function<JsonNode, T> of) {
    return list.stream().map(of).toList();
  }
}
