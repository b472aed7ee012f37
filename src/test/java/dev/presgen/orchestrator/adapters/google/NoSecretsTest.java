package dev.presgen.orchestrator.adapters.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing in the sources and fixtures looks like a key that somebody could use. */
class NoSecretsTest {
  private static final Path SOURCES = Path.of("src");

  private static final List<Pattern> KEYS =
      List.of(
          Pattern.compile("PRIVATE KEY-----(?:\\\\n|\\s|\")*[A-Za-z0-9+/]{40}"),
          Pattern.compile("\\bya29\\.[A-Za-z0-9_-]{20}"),
          Pattern.compile("\\b1//0[A-Za-z0-9_-]{30}"),
          Pattern.compile("\\bAIza[A-Za-z0-9_-]{35}"),
          Pattern.compile("\\bGOCSPX-[A-Za-z0-9_-]{20}"),
          Pattern.compile("\\bxox[abprs]-[A-Za-z0-9-]{20}"),
          Pattern.compile("\\bsk-[A-Za-z0-9]{32}"),
          Pattern.compile("\\b[0-9]{8,}-[a-z0-9]{32}\\.apps\\.googleusercontent\\.com"));

  private static boolean hasKey(String text) {
    return KEYS.stream().anyMatch(key -> key.matcher(text).find());
  }

  @Test
  void no_file_of_the_sources_holds_a_key() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      var texts = files.filter(Files::isRegularFile).toList();
      assertThat(texts).hasSizeGreaterThan(300);
      for (Path file : texts) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(hasKey(text)).as(file.toString()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ya29.", "1//0", "AIza", "GOCSPX-", "xoxb-", "sk-"})
  void what_looks_like_a_key_would_be_seen(String beginning) {
    assertThat(hasKey("\"" + beginning + "a1".repeat(20) + "\"")).isTrue();
    assertThat(hasKey("\"" + beginning + "…\"")).isFalse();
  }
}
