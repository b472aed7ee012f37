package dev.presgen.orchestrator.runtime.simulator;

import static dev.presgen.orchestrator.runtime.simulator.Promises.hold;

import dev.presgen.orchestrator.core.RunState;
import java.util.List;

/**
 * What must hold of what a run that has ended has left outside.
 *
 * @param things what is there
 * @param entries what the ledger says
 */
record Residue(
    RunState state,
    History history,
    List<Outside.Thing> things,
    List<LedgerRows.Entry> entries) {

  void check() {
    things.forEach(this::isListed);
    entries.forEach(this::isThere);
    if (history.undoneWhole()) {
      hold(
          things.stream().noneMatch(this::isDue),
          "I11 nothing is left of a run that was undone", things, state);
    }
    if (history.undone()) {
      things.stream().filter(this::isDue).forEach(this::wasGivenUp);
      entries.stream().filter(this::isDue).forEach(this::wasGivenUp);
    }
  }

  private void isListed(Outside.Thing thing) {
    hold(
        entries.stream()
            .anyMatch(
                entry -> entry.key().equals(thing.key())
                    && entry.state() != LedgerRows.State.UNDONE),
        "I11 what is there is listed", thing, entries, state);
  }

  private void isThere(LedgerRows.Entry entry) {
    boolean listed =
        switch (entry.state()) {
          case EXISTS -> true;
          case LEFT -> entry.id().isPresent() && !history.undos().isUnclear(entry.madeFor());
          case INTENDED, UNDONE -> false;
        };
    boolean there =
        things.stream().anyMatch(thing -> entry.id().filter(thing.id()::equals).isPresent());
    hold(!listed || there, "I11 what is listed is there", entry, things, state);
  }

  private boolean isDue(Outside.Thing thing) {
    return history.undos().isDueFor(thing.madeFor());
  }

  private boolean isDue(LedgerRows.Entry entry) {
    return history.undos().isDueFor(entry.madeFor());
  }

  private void wasGivenUp(Outside.Thing thing) {
    var left = history.undos().givenUp().get(thing.madeFor());
    hold(
        left != null && (left.isEmpty() || left.contains(thing.id())),
        "I11 what an undo has left was given up by its name", thing, history.undos().givenUp());
  }

  private void wasGivenUp(LedgerRows.Entry entry) {
    boolean left =
        switch (entry.state()) {
          case EXISTS, LEFT -> entry.id().isPresent();
          case INTENDED, UNDONE -> false;
        };
    hold(
        !left || history.undos().givenUp().containsKey(entry.madeFor()),
        "I11 what was undone is not listed as left", entry, history.undos().givenUp());
  }
}
