package dev.presgen.orchestrator.workflows.assessment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareableTest {
  private static final String URL = "https://slides.example.org/d/1?x=%20#2";

  @ParameterizedTest
  @ValueSource(
      strings = {
          "",
          "/d/1",
          "slides.example.org/d/1",
          "https:d",
          "https://",
          "ftp://slides.example.org/1",
          "javascript:alert(1)",
          "https://slides.example.org/a b"
      })
  void a_deck_or_video_leads_to_a_whole_web_address(String url) {
    var words = "url must be a whole web address that begins with http:// or https://";
    assertThatThrownBy(() -> new Deck("1", "IAM", "d", url, 12)).hasMessage(words);
    assertThatThrownBy(() -> new Video("1", "IAM", "v", url)).hasMessage(words);
  }

  @Test
  void a_title_ends_at_300_characters() {
    var longest = "\uD83C\uDF93".repeat(300);
    assertThatCode(() -> new Deck("1", longest, "d", URL, 12)).doesNotThrowAnyException();
    assertThatCode(() -> new Video("1", longest, "v", URL)).doesNotThrowAnyException();

    var words = "title has 301 characters, must have at most 300";
    assertThatThrownBy(() -> new Deck("1", longest + "!", "d", URL, 12)).hasMessage(words);
    assertThatThrownBy(() -> new Video("1", longest + "!", "v", URL)).hasMessage(words);
  }
}
