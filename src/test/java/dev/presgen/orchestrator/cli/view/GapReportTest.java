package dev.presgen.orchestrator.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.cli.client.Answer;
import org.junit.jupiter.api.Test;

class GapReportTest {
  @Test
  void each_domain_has_its_counts_its_interval_and_a_bar_with_the_target() {
    var run =
        Answer.parse(
            """
            {"outputs": {
              "ANALYZE_RESULTS": {
                "score": {"asked": 24, "correct": 11, "percent": 45.8, "passed": false},
                "readiness": "NOT_READY",
                "domains": [
                  {"name": "Secure", "asked": 7, "correct": 6, "percent": 85.7, "interval": [48.7, 97.4],
                   "target": 72, "gap": false, "severity": 0},
                  {"name": "Resilient", "asked": 6, "correct": 0, "percent": 0, "interval": [0, 39.0],
                   "target": 72, "gap": true, "severity": 1}],
                "skills": [
                  {"name": "Storage", "asked": 1, "correct": 0, "percent": 0, "gap": true},
                  {"name": "Network", "asked": 3, "correct": 0, "percent": 0, "gap": true},
                  {"name": "Access", "asked": 3, "correct": 3, "percent": 100, "gap": false}],
                "flags": [{"code": "FORM_CHANGED", "detail": "one question was deleted"}]},
              "GENERATE_TRAINING_PLAN": {"hours": 4.5, "courses": [
                {"key": "1", "title": "Resilience", "hours": 4.5, "reason": "nothing was right"}]}}}
            """);

    assertThat(GapReport.lines(run, Ink.NONE))
        .containsExactly(
            "Gap analysis",
            "Score: 11 of 24 right, 45.8 %, not passed (NOT_READY)",
            "DOMAIN     ASKED  RIGHT  %       95 % INTERVAL  RIGHT | TARGET        SEVERITY",
            "Secure     7      6      85.7 %  49 to 97       ██████████████|██░░░  none",
            "Resilient  6      0      0.0 %   0 to 39        ░░░░░░░░░░░░░░|░░░░░  1.00",
            "note: FORM_CHANGED one question was deleted",
            "Weakest skills",
            "  Network: 0 of 3",
            "  Storage: 0 of 1",
            "Training plan",
            "  1. Resilience, 4.5 h: nothing was right");
  }
}
