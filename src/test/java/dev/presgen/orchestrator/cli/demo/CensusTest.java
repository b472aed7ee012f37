package dev.presgen.orchestrator.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.cli.client.Answer;
import org.junit.jupiter.api.Test;

class CensusTest {
  private static final String RUN =
      """
      {"links": {"presentations": ["http://h/p/d1/edit", "http://h/p/d2/edit"],
                 "videos": ["http://h/v/v1", "http://h/v/v2"]}}
      """;
  private static final String STATE =
      """
      {"folders": [{"id": "f"}], "forms": [{"id": "q"}, {"id": "old", "trashed": true}],
       "sheets": [{"id": "s"}], "decks": [{"id": "d1"}, {"id": "d2"}],
       "videos": [{"id": "v1"}, {"id": "v2"}, {"id": "v3"}]}
      """;

  @Test
  void a_second_video_that_nobody_was_given_is_counted_and_right() {
    var census = of(STATE);
    assertThat(census).isEqualTo(new Census(1, 1, 1, 2, 3, 2, 2, 2));
    assertThat(census.isRight()).isTrue();
    assertThat(census.text())
        .isEqualTo(
            "One of each, apart from videos: 1 folder, 1 form, 1 sheet, 2 decks and 3 videos for 2"
                + " courses. Of the videos 2 are delivered; 1 more came of replies that were"
                + " lost or failed, as PresGen Avatar cannot be asked whether it has made a video.");
  }

  @Test
  void one_of_each_is_said_only_where_videos_were_made_once_too() {
    var census = of(STATE.replace(", {\"id\": \"v3\"}", ""));
    assertThat(census.isRight()).isTrue();
    assertThat(census.text())
        .isEqualTo("One of each: 1 folder, 1 form, 1 sheet, 2 decks and 2 videos for 2 courses.");
    assertThat(of(STATE.replace(", \"trashed\": true", "")).text())
        .startsWith("Not one of each: 1 folder, 2 form");
  }

  @Test
  void a_second_form_or_deck_is_not_right_and_a_missing_video_neither() {
    assertThat(of(STATE.replace(", \"trashed\": true", "")).isRight()).isFalse();
    assertThat(
        of(STATE.replace("{\"id\": \"d2\"}", "{\"id\": \"d2\"}, {\"id\": \"d3\"}")).isRight())
        .isFalse();
    assertThat(of(STATE.replace("\"v2\"", "\"v4\"")).isRight()).isFalse();
  }

  @Test
  void every_sort_of_mishap_is_counted() {
    var faults =
        """
        {"rules": [
          {"fault": "status", "status": 429, "hits": 1}, {"fault": "status", "status": 503, "hits": 2},
          {"fault": "status", "status": 500, "when": "after", "hits": 3},
          {"fault": "drop", "hits": 4}, {"fault": "drop", "when": "after", "hits": 5},
          {"fault": "failure", "hits": 6}]}
        """;
    var quotas =
        "{\"classes\": {\"sheets-read\": {\"refused\": 7}, \"forms-read\": {\"refused\": 0}}}";
    var mishaps = Mishaps.of(Answer.parse(faults), Answer.parse(quotas));
    assertThat(mishaps).isEqualTo(new Mishaps(8, 8, 3, 4, 5));
    assertThat(mishaps.all()).isEqualTo(28);
  }

  private static Census of(String state) {
    return Census.of(Answer.parse(state), Answer.parse(RUN));
  }
}
