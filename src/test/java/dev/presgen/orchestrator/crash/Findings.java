package dev.presgen.orchestrator.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What ought not to be, and is. */
final class Findings {
  private static final int SOME = 5;
  private static final int LONGEST = 2_000;

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

  private record Finding(Kind kind, String what) {}

  void add(Kind kind, String what) {
    all.add(new Finding(kind, what));
  }

  /** Adds it unless something holds. */
  void unless(boolean holds, Kind kind, String what) {
    if (!holds) {
      add(kind, what);
    }
  }

  /** Some of each kind, cut short where they are long. */
  List<String> brief() {
    return Stream.of(Kind.values())
        .flatMap(kind -> all.stream().filter(finding -> finding.kind() == kind).limit(SOME))
        .map(finding -> finding.kind().words() + ": " + shortened(finding.what()))
        .toList();
  }

  private static String shortened(String what) {
    return what.length() <= LONGEST ? what : what.substring(0, LONGEST) + "…";
  }

  long count(Kind kind) {
    return all.stream().filter(finding -> finding.kind() == kind).count();
  }
}
