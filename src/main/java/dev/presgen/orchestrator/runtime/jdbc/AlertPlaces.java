package dev.presgen.orchestrator.runtime.jdbc;

import static java.util.stream.Collectors.toMap;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.runtime.Alerts;
import dev.presgen.orchestrator.runtime.Alerts.Alert;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.jdbc.AlertTable.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Where runs stand still over an alert, as the runs themselves say. */
final class AlertPlaces {

  /** What says how an attempt went, or that what follows is an undo. */
  private static final Set<String> TELLING =
      Set.of("StepCompleted", "JobAccepted", "StepUndone", "UndoStarted");

  /** Places whose runs are read at once. */
  private static final int PAGE = 100;

  /** Places behind these pages come in as those before them get through. */
  private static final int PAGES_MAX = 10;

  private final AlertTable table;
  private final RunTable runs;
  private final Journal journal;
  private final Decisions decisions;

  AlertPlaces(AlertTable table, RunTable runs, Journal journal, Decisions decisions) {
    this.table = table;
    this.runs = runs;
    this.journal = journal;
    this.decisions = decisions;
  }

  /**
   * What is found.
   *
   * @param blocked what can be sent to look, that which has stood still for longest first
   * @param through whether one that stood still has got through since
   */
  record Found(List<Place> blocked, boolean through) {
    Found {
      blocked = List.copyOf(blocked);
    }
  }

  private enum Stand {
    /** It can be sent to look. */
    BLOCKED,
    /** It is paused, stuck, to be tried, tried just now or unknown to this node, and says nothing. */
    HELD,
    GONE
  }

  /** Goes through all places, and frees those where no run stands still any more. */
  Found look(Alert alert, Instant now) {
    var blocked = new ArrayList<Place>();
    boolean through = false;
    var page = page(alert, Optional.empty());
    for (int pages = 1; !page.isEmpty(); pages++) {
      var states = states(page);
      for (var place : page) {
        switch (stand(Objects.requireNonNull(states.get(place.runId())), place, alert.key())) {
          case BLOCKED -> blocked.add(place);
          case HELD -> {
          }
          case GONE -> {
            freed(alert, place, now);
            through = through || gotThrough(place);
          }
        }
      }
      page = pages < PAGES_MAX ? page(alert, Optional.of(page.getLast())) : List.of();
    }
    return new Found(blocked, through);
  }

  private List<Place> page(Alert alert, Optional<Place> after) {
    return Tries.driving(() -> table.standingStill(alert.id(), after, PAGE));
  }

  private Map<String, RunState> states(List<Place> page) {
    var runIds = page.stream().map(Place::runId).distinct().toList();
    return Tries
        .driving(() -> runs.records("run_id IN (:runs)", Map.of("runs", runIds), runIds.size()))
        .stream()
        .collect(toMap(RunRecord::id, RunRecord::state));
  }

  private void freed(Alert alert, Place place, Instant now) {
    Tries.driving(
        () -> {
          table.freed(alert.id(), place, now);
          return true;
        });
  }

  private Stand stand(RunState state, Place place, String key) {
    return state.live()
        .filter(position -> isAt(position.at(), place))
        .map(position -> stand(state, position, key))
        .findFirst()
        .orElse(Stand.GONE);
  }

  private Stand stand(RunState state, Position position, String key) {
    return switch (position) {
      case Position.Blocked blocked when isOf(blocked.failure(), key) ->
          state.lifecycle() instanceof Lifecycle.Paused || !decisions.knows(state)
              ? Stand.HELD
              : Stand.BLOCKED;
      case Position.Stuck stuck when isOf(stuck.failure(), key) -> Stand.HELD;
      // Whatever the last try came to, it has not got as far as to tell.
      case Position.Queued _, Position.Ready _, Position.Retrying _, Position.Executing _ ->
          Stand.HELD;
      case Position.Blocked _, Position.Stuck _, Position.Polling _, Position.Waiting _, Position.Joining _, Position.Done _ ->
          Stand.GONE;
    };
  }

  /** Not one that was left out or called off, or whose undo had nothing to take back. */
  private boolean gotThrough(Place place) {
    var since = Instant.ofEpochMilli(place.blockedAt());
    return Tries.driving(() -> journal.since(place.runId(), since, TELLING))
        .stream()
        .map(HistoryEntry::event)
        .takeWhile(event -> !(event instanceof Event.UndoStarted))
        .anyMatch(
            event -> switch (event) {
              case Event.StepCompleted completed -> isAt(completed.at(), place);
              case Event.JobAccepted accepted -> isAt(accepted.at(), place);
              case Event.StepUndone undone -> isAt(undone.at(), place);
              case Event _ -> false;
            });
  }

  private static boolean isAt(Address at, Place place) {
    return at.path().toString().equals(place.path());
  }

  private static boolean isOf(Failure failure, String key) {
    return failure instanceof Failure.Blocked blocked && Alerts.key(blocked.what()).equals(key);
  }
}
