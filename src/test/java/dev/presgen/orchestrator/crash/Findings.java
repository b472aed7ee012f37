package dev.presgen.orchestrator.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What ought not to be, and is. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  /** The kinds of it, as the report names them. */
  enum Kind {
    STARTS_LOST,
    SIGNALS_LOST,
    ORDERS_LOST,
    REQUESTS_DONE_TWICE,
    SECOND_FOLDERS_FORMS_SHEETS_DECKS,
    SECOND_VIDEOS_NOT_LISTED,
    LEFT_BEHIND_AND_NOT_LISTED,
    STALE_DECISIONS_ACCEPTED,
    BROKEN_JOURNALS,
    RUNS_NOT_ENDED,
    NOT_DELIVERED,
    CLIENTS_FAILED;

    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** One of them, in words. */
  record Finding(Kind kind, String what) {}

  void add(Kind kind, String what) {
    all.add(new Finding(kind, what));
  }

  /** Adds it unless something holds. */
  void unless(boolean holds, Kind kind, String what) {
    if (!holds) {
      add(kind, what);
    }
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  long count(Kind kind) {
    return all.stream().filter(finding -> finding.kind() == kind).count();
  }
}
