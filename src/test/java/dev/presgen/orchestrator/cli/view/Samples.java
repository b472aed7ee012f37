package dev.presgen.orchestrator.cli.view;

import dev.presgen.orchestrator.cli.client.Answer;

/** Answers as the API describes them. */
public final class Samples {
  public static final String WAITING =
      """
      {"id": "R1", "workflow": "assessment", "version": "1", "key": null, "status": "WAITING",
       "step": {"name": "AWAITING_COMPLETION", "number": 4, "of": 11, "attempt": 1},
       "progress": {"completed": 3, "of": 11},
       "awaiting": [{"path": "AWAITING_COMPLETION", "signal": "assessment-completed",
                     "assignee": "learner@example.org", "deadline": "2026-08-08T09:30:00Z",
                     "nextReminder": "2026-08-05T09:30:00Z"}],
       "links": {"folder": "http://drive/f", "form": "http://forms/q", "sheet": "http://sheets/s"},
       "steps": [
         {"name": "REQUEST_ASSESSMENT", "number": 1, "status": "COMPLETED", "attempts": 1, "durationMs": 12},
         {"name": "GENERATE_ASSESSMENT", "number": 2, "status": "COMPLETED", "attempts": 2, "durationMs": 3210},
         {"name": "CREATE_GOOGLE_ASSETS", "number": 3, "status": "COMPLETED", "attempts": 1, "durationMs": 125000},
         {"name": "AWAITING_COMPLETION", "number": 4, "status": "WAITING", "attempts": 1},
         {"name": "ANALYZE_RESULTS", "number": 5, "status": "PENDING", "attempts": 0}],
       "labels": {"team": "cloud"}, "unknown": {"to": "us"},
       "createdAt": "2026-08-01T09:30:00Z", "updatedAt": "2026-08-01T09:31:00Z", "activeMs": 1234}
      """;

  public static final String COMPLETED =
      """
      {"id": "R1", "workflow": "assessment", "status": "COMPLETED",
       "links": {"folder": "http://drive/f", "form": "http://forms/q", "sheet": "http://sheets/s",
                 "presentations": ["http://core/1", "http://core/2"], "videos": ["http://avatar/1"]},
       "missing": [{"kind": "video", "path": "GENERATE_AVATAR_VIDEOS/2", "why": "skipped by staff"}],
       "steps": [
         {"name": "AWAITING_COMPLETION", "number": 4, "status": "COMPLETED", "attempts": 1, "durationMs": 90061000},
         {"name": "GENERATE_PRESENTATIONS", "number": 9, "status": "COMPLETED", "attempts": 1, "durationMs": 800,
          "items": [{"path": "GENERATE_PRESENTATIONS/1", "status": "COMPLETED", "attempts": 1},
                    {"path": "GENERATE_PRESENTATIONS/2", "status": "COMPLETED", "attempts": 1}]},
         {"name": "GENERATE_AVATAR_VIDEOS", "number": 10, "status": "COMPLETED", "durationMs": 90,
          "items": [{"path": "GENERATE_AVATAR_VIDEOS/1", "status": "COMPLETED", "attempts": 1},
                    {"path": "GENERATE_AVATAR_VIDEOS/2", "status": "SKIPPED", "attempts": 1}]}],
       "progress": {"completed": 11, "of": 11}, "activeMs": 41000}
      """;

  public static final String NEEDS_ATTENTION =
      """
      {"id": "R1", "workflow": "assessment", "status": "NEEDS_ATTENTION",
       "steps": [{"name": "PUBLISH_GAP_ANALYSIS", "number": 6, "status": "FAILED", "attempts": 8}],
       "progress": {"completed": 5, "of": 11},
       "error": {"code": "SHEET_GONE", "category": "PERMANENT", "message": "The sheet is in the trash.",
                 "whatToDo": "Restore it, then retry.", "step": "PUBLISH_GAP_ANALYSIS",
                 "path": "PUBLISH_GAP_ANALYSIS", "attempt": 8, "nextRetryAt": null, "runbook": null}}
      """;

  private Samples() {}

  static Answer waiting() {
    return Answer.parse(WAITING);
  }

  static Answer completed() {
    return Answer.parse(COMPLETED);
  }

  static Answer needsAttention() {
    return Answer.parse(NEEDS_ATTENTION);
  }
}
