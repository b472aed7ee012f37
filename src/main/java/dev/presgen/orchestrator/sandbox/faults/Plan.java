package dev.presgen.orchestrator.sandbox.faults;

import dev.presgen.orchestrator.sandbox.ListingLag;
import dev.presgen.orchestrator.sandbox.Situations.Situation;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Everything that is asked to go wrong.
 *
 * @param seed decides the dice of the probabilities
 * @param lag empty to leave the settings in force
 * @param text the rules as they were written, in the same order
 */
record Plan(
    long seed,
    List<Rule> rules,
    List<Situation> situations,
    Optional<ListingLag.Lags> lag,
    List<JsonNode> text) {

  Plan {
    rules = List.copyOf(rules);
    situations = List.copyOf(situations);
    text = List.copyOf(text);
  }

  static Plan nothing() {
    return new Plan(0, List.of(), List.of(), Optional.empty(), List.of());
  }
}
