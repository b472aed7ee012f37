package dev.presgen.orchestrator.workflows.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DisplayedTextTest {

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments(" a\nb ", "a b"),
        arguments("a\r\n\tb", "a b"),
        arguments("a\u00a0\u2028 \u0085b", "a b"),
        arguments("a\u0000b", "a b"),
        arguments("=HYPERLINK(\"x\")", "=HYPERLINK(\"x\")"),
        arguments("\u00df \ud83d\ude00", "\u00df \ud83d\ude00"),
        arguments(" \n ", ""));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void text_is_put_on_one_line_and_cleaning_twice_changes_nothing(String raw, String clean) {
    assertThat(DisplayedText.clean(raw)).isEqualTo(clean);
    assertThat(DisplayedText.clean(clean)).isEqualTo(clean);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void a_character_outside_the_basic_plane_counts_once(String raw, String clean) {
    assertThat(DisplayedText.length(clean)).isEqualTo(clean.codePoints().count());
  }
}
