package dev.presgen.orchestrator.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.cli.client.Answer;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void at_first_every_step_that_began_is_news() {
    assertThat(Progress.lines(Answer.NONE, Samples.waiting(), Ink.NONE))
        .containsExactly(
            " 1/11 ✓ REQUEST_ASSESSMENT       12 ms",
            " 2/11 ✓ GENERATE_ASSESSMENT      3.2 s, attempt 2",
            " 3/11 ✓ CREATE_GOOGLE_ASSETS     2 min 5 s",
            " 4/11 … AWAITING_COMPLETION      waiting");
  }

  @Test
  void what_was_told_is_not_told_again() {
    assertThat(Progress.lines(Samples.waiting(), Samples.waiting(), Ink.NONE)).isEmpty();
  }

  @Test
  void a_fan_out_is_told_item_by_item() {
    var none = fanOut("RUNNING", "RUNNING");
    var one = fanOut("COMPLETED", "RUNNING");

    assertThat(Progress.lines(Answer.NONE, none, Ink.NONE)).isEmpty();
    assertThat(Progress.lines(none, one, Ink.NONE))
        .containsExactly(" 1/1 ▶ VIDEOS                   running, 1 of 2");
    assertThat(Progress.lines(one, one, Ink.NONE)).isEmpty();
  }

  @Test
  void every_new_attempt_of_a_retried_step_is_news() {
    var second = retrying(2);
    var third = retrying(3);

    assertThat(Progress.lines(second, third, Ink.NONE))
        .containsExactly(
            " 1/1 ↻ SHEET                    retrying, attempt 3,"
                + " again at 2026-08-01 09:30 UTC, no answer");
    assertThat(Progress.lines(third, third, Ink.NONE)).isEmpty();
  }

  @Test
  void a_step_that_is_throttled_waits_its_turn() {
    var throttled =
        Answer.parse(
            """
            {"steps": [{"name": "SHEET", "number": 1, "status": "RETRYING"}],
             "error": {"step": "SHEET", "category": "THROTTLED", "nextRetryAt": "2026-08-01T09:30:00Z",
                       "message": "waits for Google Sheets writes: place 2 of 9, about 3 s"}}
            """);

    assertThat(Progress.lines(Answer.NONE, throttled, Ink.NONE))
        .containsExactly(
            " 1/1 ↻ SHEET                    waiting its turn, again at 2026-08-01 09:30 UTC,"
                + " waits for Google Sheets writes: place 2 of 9, about 3 s");
  }

  @Test
  void the_closing_of_a_waiting_run_says_for_what_and_which_link() {
    assertThat(Progress.closing(Samples.waiting(), Ink.NONE))
        .containsExactly(
            "The run R1 is WAITING, active 1.2 s.",
            "It waits for assessment-completed by learner@example.org until 2026-08-08 09:30 UTC;"
                + " next reminder 2026-08-05 09:30 UTC.",
            "folder: http://drive/f",
            "form: http://forms/q",
            "sheet: http://sheets/s");
  }

  private static Answer fanOut(String first, String second) {
    return Answer.parse(
        """
        {"steps": [{"name": "VIDEOS", "number": 1, "status": "RUNNING",
                    "items": [{"status": "%s"}, {"status": "%s"}]}]}
        """
            .formatted(first, second));
  }

  private static Answer retrying(int attempt) {
    return Answer.parse(
        """
        {"steps": [{"name": "SHEET", "number": 1, "status": "RETRYING", "attempts": %d}],
         "error": {"step": "SHEET", "message": "no answer", "nextRetryAt": "2026-08-01T09:30:00Z"}}
        """
            .formatted(attempt));
  }
}
