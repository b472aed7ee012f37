package dev.presgen.orchestrator.crash;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.crash.Findings.Kind;
import dev.presgen.orchestrator.e2e.Made;
import dev.presgen.orchestrator.workflows.Ledger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Holds what a run has in the outside world against what it says that it has. */
final class WorldAudit {
  private static final int COURSES = 2;
  private static final int QUESTIONS = 4;
  private static final List<String> TABS =
      List.of("Summary", "Answers", "Gap analysis", "Training plan", "Course 1", "Course 2");

  /** What was found of one run that is as it ought to be. */
  record Seen(int discarded, int videos, int missingVideos, int extraVideos) {
    static final Seen NOTHING = new Seen(0, 0, 0, 0);

    Seen plus(Seen other) {
      return new Seen(
          discarded + other.discarded,
          videos + other.videos,
          missingVideos + other.missingVideos,
          extraVideos + other.extraVideos);
    }
  }

  private final StoredRun run;
  private final Made made;
  private final Findings findings;

  private WorldAudit(StoredRun run, Made made, Findings findings) {
    this.run = run;
    this.made = made;
    this.findings = findings;
  }

  /** Checks one run. */
  static Seen check(StoredRun run, JsonNode world, Findings findings) {
    var audit = new WorldAudit(run, Made.of(run.id(), world), findings);
    audit.checkSeconds();
    switch (run.status()) {
      case COMPLETED -> audit.checkDelivered();
      case CANCELLED -> audit.checkUndone();
      case FAILED, UNDOING, CANCELLING, PAUSED, NEEDS_ATTENTION, RUNNING, WAITING ->
          findings.add(Kind.RUNS_NOT_ENDED, run.id() + " is " + run.status() + ": " + run.view());
    }
    return audit.seen();
  }

  private void checkSeconds() {
    var live = made.live();
    findings.unless(
        live.folders() <= 1 && live.forms() <= 1 && live.sheets() <= 1,
        Kind.SECOND_FOLDERS_FORMS_SHEETS_DECKS,
        run.id() + " has " + live);
    var requests = made.decks().stream().map(deck -> deck.path("requestId").asString()).toList();
    findings.unless(
        requests.size() == Set.copyOf(requests).size() && requests.size() <= COURSES,
        Kind.SECOND_FOLDERS_FORMS_SHEETS_DECKS,
        run.id() + " has the decks " + requests);
  }

  private void checkDelivered() {
    var live = made.live();
    delivered(
        live.folders() == 1
            && live.forms() == 1
            && live.sheets() == 1
            && live.decks() == COURSES,
        live);
    if (live.forms() == 1 && live.sheets() == 1) {
      delivered(live(made.forms()).path("items").size() == QUESTIONS, "questions");
      delivered(live(made.forms()).path("responses").size() == 1, "responses");
      var tabs =
          live(made.sheets())
              .path("tabs")
              .valueStream()
              .map(tab -> tab.path("title").asString())
              .toList();
      delivered(tabs.equals(TABS), tabs);
    }
    delivered(links("presentations").size() == COURSES, links("presentations"));
    var listed = new HashSet<String>();
    run.ledger()
        .stream()
        .filter(entry -> entry.state() == Ledger.State.EXISTS)
        .forEach(entry -> entry.externalId().ifPresent(listed::add));
    Stream.of(made.folders(), made.forms(), made.sheets(), made.decks())
        .flatMap(List::stream)
        .filter(WorldAudit::isLive)
        .map(WorldAudit::id)
        .forEach(
            id -> findings.unless(
                listed.contains(id),
                Kind.LEFT_BEHIND_AND_NOT_LISTED,
                run.id() + " does not list " + id));
    for (int course = 1; course <= COURSES; course++) {
      checkVideo(course);
    }
  }

  private void delivered(boolean holds, Object what) {
    findings.unless(holds, Kind.NOT_DELIVERED, run.id() + " has " + what + ": " + made);
  }

  private static JsonNode live(List<JsonNode> files) {
    return files.stream().filter(WorldAudit::isLive).findFirst().orElseThrow();
  }

  private static boolean isLive(JsonNode file) {
    return !file.path("trashed").asBoolean();
  }

  private static String id(JsonNode object) {
    return object.path("id").asString();
  }

  private Set<String> links(String kind) {
    return run.view()
        .path("links")
        .path(kind)
        .valueStream()
        .map(JsonNode::asString)
        .collect(Collectors.toSet());
  }

  /**
   * One video of a course is delivered. What was made with an outcome that got lost may exist beside
   * it, and is listed. After two such tries, or three servers lost over it, there may be none.
   */
  private void checkVideo(int course) {
    var deck =
        run.ledger("deck")
            .filter(entry -> entry.path().equals("GENERATE_PRESENTATIONS/" + course))
            .flatMap(entry -> entry.externalId().stream())
            .findFirst()
            .orElse("");
    var there =
        made.videos()
            .stream()
            .filter(video -> video.path("deck").asString("").equals(deck))
            .map(WorldAudit::id)
            .toList();
    var path = "GENERATE_AVATAR_VIDEOS/" + course;
    var tries = run.ledger("video").filter(entry -> entry.path().equals(path)).toList();
    findings.unless(
        there.size() <= tries.size(),
        Kind.SECOND_VIDEOS_NOT_LISTED,
        run.id() + " has the videos " + there + " and lists " + tries);
    long delivered =
        there.stream()
            .filter(id -> links("videos").stream().anyMatch(link -> link.contains(id)))
            .count();
    boolean mayBeMissing =
        run.events(Event.AttemptLost.class)
            .filter(lost -> lost.at().label().equals(path))
            .count() >= 2;
    delivered(
        delivered == 1 || (delivered == 0 && mayBeMissing && isMissing(path)),
        delivered + " videos of course " + course + " in " + run.view());
  }

  private boolean isMissing(String path) {
    return run.view()
        .path("missing")
        .valueStream()
        .anyMatch(missing -> missing.path("path").asString().equals(path));
  }

  /** Nothing is left but what is listed as such. */
  private void checkUndone() {
    var left =
        run.ledger()
            .stream()
            .filter(entry -> entry.state() == Ledger.State.LEFT)
            .flatMap(entry -> entry.externalId().stream())
            .collect(Collectors.toSet());
    Stream.of(made.folders(), made.forms(), made.sheets(), made.decks())
        .flatMap(List::stream)
        .filter(WorldAudit::isLive)
        .map(WorldAudit::id)
        .filter(id -> !left.contains(id))
        .forEach(
            id -> findings.add(
                Kind.LEFT_BEHIND_AND_NOT_LISTED, run.id() + " has left " + id + ": " + made));
    findings.unless(
        run.ledger()
            .stream()
            .allMatch(
                entry -> entry.state() == Ledger.State.UNDONE
                    || entry.state() == Ledger.State.LEFT),
        Kind.LEFT_BEHIND_AND_NOT_LISTED,
        run.id() + " has entries that are not settled: " + run.ledger());
  }

  private Seen seen() {
    boolean undone = run.status() == Status.CANCELLED;
    int discarded =
        Stream.of(made.forms(), made.sheets())
            .mapToInt(files -> undone ? Math.max(0, files.size() - 1) : trashed(files))
            .sum();
    int delivered = links("videos").size();
    int missing =
        (int) run.view()
            .path("missing")
            .valueStream()
            .map(missed -> missed.path("kind").asString())
            .filter("video"::equals)
            .count();
    return new Seen(discarded, delivered, missing, made.videos().size() - delivered);
  }

  private static int trashed(List<JsonNode> files) {
    return (int) files.stream().filter(file -> !isLive(file)).count();
  }
}
