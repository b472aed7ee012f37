package dev.presgen.orchestrator.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.cli.client.Answer;
import org.junit.jupiter.api.Test;

class RunPageTest {
  @Test
  void a_waiting_run_tells_its_steps_its_wait_and_its_links() {
    assertThat(RunPage.lines(Samples.waiting(), Ink.NONE))
        .containsExactly(
            "R1 assessment WAITING, active 1.2 s",
            "labels: team=cloud",
            "since: 2026-08-01 09:30 UTC",
            " 1/11 ✓ REQUEST_ASSESSMENT       12 ms",
            " 2/11 ✓ GENERATE_ASSESSMENT      3.2 s, attempt 2",
            " 3/11 ✓ CREATE_GOOGLE_ASSETS     2 min 5 s",
            " 4/11 … AWAITING_COMPLETION      waiting",
            " 5/11 · ANALYZE_RESULTS",
            "waits for assessment-completed by learner@example.org until 2026-08-08 09:30 UTC;"
                + " next reminder 2026-08-05 09:30 UTC",
            "folder: http://drive/f",
            "form: http://forms/q",
            "sheet: http://sheets/s");
  }

  @Test
  void a_completed_run_tells_its_items_and_what_is_missing() {
    assertThat(RunPage.lines(Samples.completed(), Ink.NONE))
        .containsExactly(
            "R1 assessment COMPLETED, active 41.0 s",
            " 4/11 ✓ AWAITING_COMPLETION      1 d 1 h",
            " 9/11 ✓ GENERATE_PRESENTATIONS   800 ms, 2 of 2",
            "10/11 ✓ GENERATE_AVATAR_VIDEOS   90 ms, 2 of 2, 1 left out",
            "folder: http://drive/f",
            "form: http://forms/q",
            "sheet: http://sheets/s",
            "presentation 1: http://core/1",
            "presentation 2: http://core/2",
            "video 1: http://avatar/1",
            "missing: video of GENERATE_AVATAR_VIDEOS/2: skipped by staff");
  }

  @Test
  void a_link_whose_object_was_taken_back_says_so() {
    var run =
        Answer.parse(
            """
            {"id": "R", "workflow": "assessment", "status": "CANCELLED",
             "links": {"folder": "http://drive/f", "form": "http://forms/q"},
             "undone": ["http://forms/q"]}
            """);

    assertThat(RunPage.lines(run, Ink.NONE))
        .containsExactly(
            "R assessment CANCELLED",
            "folder: http://drive/f",
            "form: http://forms/q (taken back: in the trash, or gone)");
  }

  @Test
  void an_error_comes_with_what_to_do() {
    assertThat(RunPage.lines(Samples.needsAttention(), Ink.NONE))
        .containsExactly(
            "R1 assessment NEEDS_ATTENTION",
            " 6/11 ✗ PUBLISH_GAP_ANALYSIS     failed, attempt 8",
            "error in PUBLISH_GAP_ANALYSIS: The sheet is in the trash. (SHEET_GONE)",
            "what to do: Restore it, then retry.");
  }

  @Test
  void a_name_can_not_talk_to_the_terminal() {
    var run = Answer.parse("{\"id\": \"R\", \"status\": \"X\", \"key\": \"a\\u001b[2Jb\\u0007\"}");

    assertThat(RunPage.lines(run, Ink.NONE)).containsExactly("R  X", "key: a [2Jb ");
  }
}
