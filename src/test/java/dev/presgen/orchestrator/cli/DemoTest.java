package dev.presgen.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole product in this process; minutes on a busy machine. */
@Tag("faults")
@Timeout(240)
class DemoTest {
  @Test
  void a_sandbox_that_throttles_fails_and_loses_replies_ends_up_with_one_of_everything_but_videos() {
    var call = Call.in(Map.of(), "", "demo", "--faults");
    assertThat(call.out())
        .containsPattern("✓ One of each.*: 1 folder, 1 form, 1 sheet, 5 decks and \\d+ videos")
        .containsPattern("The sandbox let \\d+ calls go wrong: [1-9]\\d* throttled, ")
        .doesNotContain("✗");
    assertThat(call.code()).as(call.err()).isZero();
  }
}
