package dev.presgen.orchestrator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A person changes a form that was answered right throughout: no score is wrong for it. */
@Timeout(120)
class FormEditsTest {
  @TempDir
  private static Path data;

  private static Service service;

  @BeforeAll
  static void start() {
    service = Service.start(data);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** What a person does, and what then counts. */
  enum Edit {
    RETITLES_THE_FORM(4, ""),
    MOVES_A_QUESTION(4, ""),
    ADDS_A_SECTION(4, ""),
    REORDERS_OPTIONS(4, ""),
    CHANGES_THE_KEY(4, ""),
    RENAMES_THE_FILE(4, ""),
    MOVES_THE_FILE(4, ""),
    ADDS_A_QUESTION(4, "added to the form, so not counted"),
    DELETES_A_QUESTION(3, "deleted from the form, so not asked"),
    DELETES_TWO_QUESTIONS(2, "deleted from the form, so not asked"),
    REPLACES_A_QUESTION(3, "deleted from the form, so not asked"),
    REWORDS_A_QUESTION(4, "reworded in the form, scored as meant"),
    ADDS_AN_OPTION(4, "options changed in the form, scored as meant"),
    RETYPES_A_WRONG_OPTION(4, "options changed in the form, scored as meant"),
    RETYPES_THE_RIGHT_OPTION(4, "options changed in the form, scored as meant");

    private final int asked;
    private final String flag;

    Edit(int asked, String flag) {
      this.asked = asked;
      this.flag = flag;
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_form_that_a_person_has_changed_never_makes_a_score_wrong(Edit edit) throws Exception {
    var waiting = service.beginAndWait(Requests.small());
    var id = waiting.path("id").asString();
    new LearnerBrowser(service, Requests.LEARNER)
        .answer(
            URI.create(waiting.at("/links/form").asString()),
            question -> Bank.right(question.title()));
    var form = service.made(id).form();
    int before = service.sandbox().path("forms").size();

    happens(edit, form);
    assertThat(service.signal(id, "{}").status()).isEqualTo(202);

    var results = service.await(id, "COMPLETED").at("/outputs/ANALYZE_RESULTS");
    assertThat(results.at("/score/asked").asInt()).isEqualTo(edit.asked);
    assertThat(results.at("/score/correct").asInt()).isEqualTo(edit.asked);
    var flags = results.path("flags").valueStream().map(flag -> flag.path("detail").asString());
    if (edit.flag.isEmpty()) {
      assertThat(flags).isEmpty();
    } else {
      assertThat(flags).anyMatch(detail -> detail.startsWith(edit.flag + ": \""));
    }
    assertThat(service.sandbox().path("forms").size()).as("none was made anew").isEqualTo(before);
  }

  private static void happens(Edit edit, JsonNode form) throws Exception {
    int at = single(form);
    var item = (ObjectNode) form.path("items").get(at).deepCopy();
    var file = "/sandbox/google/drive/v3/files/" + form.path("id").asString();
    switch (edit) {
      case RETITLES_THE_FORM ->
          change(
              form,
              "{\"updateFormInfo\": {\"info\": {\"title\": \"Mine\"}, \"updateMask\": \"title\"}}");
      case MOVES_A_QUESTION ->
          change(
              form,
              "{\"moveItem\": {\"originalLocation\": {\"index\": 0}, \"newLocation\": {\"index\":"
                  + " 3}}}");
      case ADDS_A_SECTION -> change(form, created("\"pageBreakItem\": {}"));
      case ADDS_A_QUESTION -> change(form, created(TEXT_QUESTION));
      case DELETES_A_QUESTION -> change(form, DELETED);
      case DELETES_TWO_QUESTIONS -> change(form, DELETED + ", " + DELETED);
      case REPLACES_A_QUESTION -> change(form, DELETED + ", " + created(TEXT_QUESTION));
      case REWORDS_A_QUESTION -> update(form, at, item.put("title", "Something else?"));
      case REORDERS_OPTIONS -> {
        var options = options(item);
        options.add(options.remove(0));
        update(form, at, item);
      }
      case ADDS_AN_OPTION -> {
        options(item).addObject().put("value", "None of these");
        update(form, at, item);
      }
      case RETYPES_A_WRONG_OPTION -> {
        option(item, false).put("value", "Something else");
        update(form, at, item);
      }
      case RETYPES_THE_RIGHT_OPTION -> {
        option(item, true).put("value", "Something else");
        key(item).put("value", "Something else");
        update(form, at, item);
      }
      case CHANGES_THE_KEY -> {
        key(item).put("value", option(item, false).path("value").asString());
        update(form, at, item);
      }
      case RENAMES_THE_FILE -> patch(file, "{\"name\": \"Mine\"}");
      case MOVES_THE_FILE -> patch(file + "?addParents=root", "{}");
    }
  }

  private static final String TEXT_QUESTION =
      "\"title\": \"Your name?\", \"questionItem\": {\"question\": {\"textQuestion\": {}}}";
  private static final String DELETED = "{\"deleteItem\": {\"location\": {\"index\": 0}}}";

  private static String created(String item) {
    return "{\"createItem\": {\"item\": {%s}, \"location\": {\"index\": 0}}}".formatted(item);
  }

  /** The first question with one right option. */
  private static int single(JsonNode form) {
    for (int i = 0; i < form.path("items").size(); i++) {
      var choice = form.path("items").get(i).at("/questionItem/question/choiceQuestion/type");
      if (choice.asString().equals("RADIO")) {
        return i;
      }
    }
    throw new AssertionError("no question has one right option");
  }

  private static ArrayNode options(ObjectNode item) {
    return (ArrayNode) item.at("/questionItem/question/choiceQuestion/options");
  }

  private static ObjectNode key(ObjectNode item) {
    return (ObjectNode) item.at("/questionItem/question/grading/correctAnswers/answers/0");
  }

  private static ObjectNode option(ObjectNode item, boolean right) {
    var text = key(item).path("value").asString();
    return options(item).valueStream()
        .filter(option -> option.path("value").asString().equals(text) == right)
        .map(ObjectNode.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static void update(JsonNode form, int at, ObjectNode item) throws Exception {
    change(
        form,
        "{\"updateItem\": {\"item\": %s, \"location\": {\"index\": %d}, \"updateMask\":"
            .formatted(item, at)
            + " \"title,questionItem.question.choiceQuestion.options,questionItem.question.grading\"}}");
  }

  private static void change(JsonNode form, String requests) throws Exception {
    var reply =
        service.post(
            "/sandbox/google/v1/forms/" + form.path("id").asString() + ":batchUpdate",
            "{\"requests\": [" + requests + "]}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  private static void patch(String file, String body) throws Exception {
    var reply = service.patch(file, body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }
}
