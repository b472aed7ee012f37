package dev.presgen.orchestrator.workflows;

import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.Workflow;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A workflow as people meet it: its graph, and how a request for a run of it is read. */
public interface WorkflowDefinition {

  Workflow workflow();

  /** The input's JSON schema. */
  JsonNode inputSchema();

  /**
   * Reads the input of a run that is about to be started.
   *
   * @param runId the run's id, from which defaults may be drawn
   * @return the workflow's input, or all that is wrong with it; pointers from the root of the input
   */
  Checked<? extends Record> read(JsonNode input, String runId);

  /**
   * What a run with this input would do, without doing it: the plan of its work and a forecast.
   *
   * @return a record that is shown as JSON
   */
  Record forecast(Record input);

  /** The nodes that people call steps, in order: those that are listed even before they begin. */
  List<String> steps();

  /**
   * The links that a person who sees the run is given, by name: texts or lists of texts.
   *
   * @param outputs what the run's nodes have given so far
   */
  Map<String, Object> links(Outputs outputs);

  /**
   * What was made in another way than was meant.
   *
   * @param outputs what the run's nodes have given so far
   */
  default List<Substitute> substitutes(Outputs outputs) {
    return List.of();
  }

  /**
   * Something that took another's place.
   *
   * @param kind as the ledger calls it
   * @param path of the item that gave it
   * @param why the other one was not to be had, for a person
   */
  record Substitute(String kind, String path, String why) {}
}
