package dev.presgen.orchestrator.adapters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "File not found: 1aB. | File not found: 1aB.",
          "No account for ada@example.org, sorry | No account for (address), sorry",
          "got Bearer abc.def-ghi here | got (credential) here",
          "ya29.a0AfH6SMB rejected | (credential) rejected",
          "refresh_token=1//0g-xyz expired | (credential) expired",
          "\"client_secret\": \"hush\" | \"(credential)",
          "'' | no reason given"
      })
  void words_are_shown_without_addresses_and_credentials(String said, String shown) {
    assertThat(ServiceWords.fit(said)).isEqualTo(shown);
  }

  @Test
  void words_are_cut_to_one_short_line() {
    assertThat(ServiceWords.fit("a\r\n\tb" + "c".repeat(5_000)))
        .hasSize(300)
        .startsWith("a bccc")
        .endsWith("c…");
  }
}
