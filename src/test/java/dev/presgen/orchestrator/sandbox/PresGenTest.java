package dev.presgen.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PresGenTest extends SandboxServer {

  private static final String REPORT =
      "# Secure <b>design</b>\\nLeast privilege. Rotate keys.\\n## Networks\\n- Subnets\\n- Gateways\\n## Data\\nEncrypt at rest. Encrypt in transit.";

  @Test
  void core_is_healthy() {
    assertThat(get("/sandbox/core/healthz")).isEqualTo(new Page(200, "{\"ok\":true}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 40})
  void a_deck_has_exactly_as_many_slides_as_were_asked_for_made_from_the_report(int slides) {
    var answer = render(REPORT, "r-" + slides, slides).json();
    assertThat(answer.path("ok").asBoolean()).isTrue();
    assertThat(answer.path("created_slides").asInt()).isEqualTo(slides);
    assertThat(answer.path("url").asString(""))
        .isEqualTo(url("/sandbox/google/presentation/d/%s/edit"
            .formatted(answer.path("presentation_id").asString(""))));
    var made = state("decks", answer.path("presentation_id")).path("slides");
    assertThat(made.size()).isEqualTo(slides);
    assertThat(made.get(0).path("id")).isEqualTo(answer.path("first_slide_id"));
    assertThat(made.toString())
        .contains("Secure <b>design</b>", "Least privilege.", "Rotate keys.", "Networks", "Subnets",
            "Gateways", "Data", "Encrypt at rest.", "Encrypt in transit.");
  }

  @Test
  void the_same_request_gets_the_same_deck_again_while_the_cache_is_used() {
    var first = render(REPORT, "same", 3).json();
    assertThat(render(REPORT, "same", 3).json()).isEqualTo(first);
    var fresh = post("/sandbox/core/render",
        "{\"report_text\":\"x\",\"request_id\":\"same\",\"slides\":1,\"use_cache\":false}");
    assertThat(fresh.json().path("presentation_id")).isNotEqualTo(first.path("presentation_id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock = """
          {"report_text":" ","slides":3} | 400 | report_text must not be empty
          {"slides":3} | 422 | report_text: Field required
          {"report_text":"x","slides":0} | 422 | slides: Input should be greater than or equal to 1
          {"report_text":"x","slides":"3"} | 422 | slides: Input should be a valid integer
          {"report_text":"x","slides":41} | 413 | slides: 41 slides are too many, at most 40 are possible
          {"report_text":"x","slides":3,"use_cache":"yes"} | 422 | use_cache: Input should be a valid boolean
          """)
  void a_bad_report_is_refused_in_words(String body, int status, String detail) {
    var answer = post("/sandbox/core/render", body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("detail").asString("")).isEqualTo(detail);
  }

  @Test
  void a_deck_as_a_job_is_made_in_four_looks() {
    var outline =
        "[{\"title\":\"One\",\"bullets\":[\"a\",\"b\"]},{\"title\":\"Two\",\"content\":\"c\"}]";
    var submitted = post("/sandbox/core/presentations/educational",
        "{\"title\":\"T\",\"content_outline\":%s,\"slide_count\":6}".formatted(outline)).json();
    assertThat(submitted.path("status").asString("")).isEqualTo("queued");
    var job = "/sandbox/core/api/v1/jobs/%s/status"
        .formatted(submitted.path("presgen_job_id").asString(""));
    var states = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      states.add(get(job).json().path("status").asString(""));
    }
    assertThat(states).isEqualTo(List.of("processing", "rendering", "completed", "completed"));
    assertThat(get(get(job).json().path("presentation_url").asString("")).body())
        .contains("Slide 1 of 6");
    assertThat(get("/sandbox/core/api/v1/jobs/none/status").status()).isEqualTo(404);
  }

  @Test
  void an_outline_with_too_few_sections_is_refused() {
    var answer = post("/sandbox/core/presentations/educational",
        "{\"title\":\"T\",\"content_outline\":[\"One\"],\"slide_count\":4}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("detail").asString(""))
        .isEqualTo("content_outline: 1 sections are too few for 4 slides, at least 2 are needed");
  }

  @Test
  void a_rendered_video_is_a_playable_file_that_can_be_read_in_parts() {
    var deck = render(REPORT, "narrated", 2).json().path("url").asString("");
    var video = narrate("default", deck);
    assertThat(video.path("success").asBoolean()).isTrue();
    var file = "/sandbox/avatar" + video.path("download_url").asString("");
    var whole = bytes(file);
    assertThat(whole.headers().firstValue("Content-Type")).contains("video/mp4");
    assertThat(new String(whole.body(), 4, 4, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("ftyp");
    var part = bytes(file, "Range", "bytes=4-7");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range"))
        .contains("bytes 4-7/" + whole.body().length);
    assertThat(part.body()).isEqualTo(java.util.Arrays.copyOfRange(whole.body(), 4, 8));
    var id = video.path("job_id").asString("");
    assertThat(get("/sandbox/avatar/training/status/" + id).json().path("status").asString(""))
        .isEqualTo("completed");
    assertThat(get("/sandbox/videos/" + id).body()).contains("<video", "download/" + id);
  }

  @Test
  void a_failed_video_also_answers_200_and_has_no_file() {
    var deck = render(REPORT, "unheard", 1).json().path("url").asString("");
    var unknownVoice = narrate("nobody", deck);
    assertThat(unknownVoice.path("success").asBoolean(true)).isFalse();
    assertThat(unknownVoice.path("error").asString(""))
        .isEqualTo("Voice profile 'nobody' not found");
    assertThat(narrate("default", deck.replace("/d/1", "/d/2")).path("error").asString(""))
        .startsWith("The presentation could not be opened");
    var id = unknownVoice.path("job_id").asString("");
    assertThat(get("/sandbox/avatar/training/status/" + id).json().path("status").asString(""))
        .isEqualTo("failed");
    assertThat(get("/sandbox/avatar/training/download/" + id))
        .isEqualTo(new Page(404, "{\"detail\":\"Video not found\"}"));
    assertThat(post("/sandbox/avatar/training/presentation-only", "{\"mode\":\"x\"}").status())
        .isEqualTo(422);
  }

  @Test
  void a_video_as_a_job_ends_with_an_absolute_link() {
    var body =
        "{\"script_content\":\"Hello\",\"avatar_config\":{},\"voice_config\":{},\"video_config\":{},\"quality\":\"480p\"}";
    var submitted = post("/sandbox/avatar/api/v1/avatar/videos", body).json();
    var job = "/sandbox/avatar/api/v1/avatar/videos/" + submitted.path("video_id").asString("");
    get(job);
    get(job);
    var done = get(job).json();
    assertThat(done.path("status").asString("")).isEqualTo("completed");
    assertThat(bytes(done.path("video_url").asString("")).statusCode()).isEqualTo(200);
    assertThat(post("/sandbox/avatar/api/v1/avatar/videos", "{\"script_content\":\"Hello\"}").json()
        .path("detail")
        .asString(""))
        .isEqualTo("avatar_config: Field required");
  }

  @Test
  void voices_are_listed() {
    assertThat(
        get("/sandbox/avatar/training/voice-profiles").json().at("/profiles/0/name").asString(""))
        .isEqualTo("default");
  }

  private Page render(String report, String requestId, int slides) {
    return post("/sandbox/core/render",
        "{\"report_text\":\"%s\",\"request_id\":\"%s\",\"slides\":%d,\"use_cache\":true}"
            .formatted(report, requestId, slides));
  }

  private JsonNode narrate(String voice, String slides) {
    var body = JsonMapper.shared().createObjectNode().put("mode", "presentation_only");
    body.put("voice_profile_name", voice)
        .put("google_slides_url", slides)
        .put("quality_level", "fast")
        .put("use_cache", true);
    var answer = post("/sandbox/avatar/training/presentation-only", body.toString());
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode state(String list, JsonNode id) {
    return get("/sandbox/state").json()
        .path(list)
        .valueStream()
        .filter(it -> it.path("id").equals(id))
        .findFirst()
        .orElseThrow();
  }
}
