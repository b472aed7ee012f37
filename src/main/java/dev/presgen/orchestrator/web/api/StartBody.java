package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.runtime.Workflows;
import dev.presgen.orchestrator.web.api.problem.Fault;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Pointers;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What {@code POST /runs} is sent. */
@Schema(name = "StartRun", description = "A run to start")
record StartBody(
    @Schema(
        description = "The workflow's name",
        example = "assessment",
        requiredMode = Schema.RequiredMode.REQUIRED) String workflow,
    @Schema(
        description = "Your own name for the run, unique among the workflow's open runs",
        maxLength = 200) Optional<String> key,
    @Schema(
        description = "What the workflow needs; GET /workflows/{name} has the schema",
        implementation = Object.class,
        requiredMode = Schema.RequiredMode.REQUIRED) JsonNode input,
    @Schema(
        description = "At most 20; names and values of at most 100 characters") Map<String,
            String> labels) {

  private static final int NAME_MAX = 200;
  private static final int KEY_MAX = 200;
  private static final int LABELS_MAX = 20;
  private static final int LABEL_MAX = 100;

  StartBody {
    labels = Map.copyOf(labels);
  }

  /**
   * Reads a body.
   *
   * @throws RequestRefused when something is wrong with it, or there is no such workflow; also says
   *     what is wrong with its input then, so that all can be mended at once
   */
  static StartBody read(JsonNode body, Workflows workflows) {
    var problems = new Problems();
    var fields = Fields.of(body, "", problems).need("workflow", "input");
    var workflow = fields.literal("workflow", NAME_MAX);
    var key = fields.literal("key", KEY_MAX);
    key.filter(text -> !standsInPath(text))
        .ifPresent(
            _ -> problems.add(
                fields.at("key"), "holds a slash, a backslash or a control character"));
    var input = fields.element("input").map(Fields.Element::value);
    var labels = fields.element("labels").map(element -> labels(element, problems));
    fields.done();
    if (problems.orElse(body, () -> true) instanceof Checked.Wrong<Boolean>(var wrong)) {
      var faults = new ArrayList<>(Fault.below("", wrong));
      workflow.filter(name -> workflows.find(name).isEmpty())
          .ifPresent(name -> faults.addFirst(NoSuch.fault(name, workflows)));
      workflow.flatMap(workflows::find)
          .filter(_ -> input.isPresent())
          .map(known -> known.read(input.orElseThrow(), DRY))
          .ifPresent(
              read -> {
                if (read instanceof Checked.Wrong<? extends Record>(var more)) {
                  faults.addAll(Fault.below("/input", more));
                }
              });
      throw RequestRefused.invalid(faults);
    }
    if (workflow.flatMap(workflows::find).isEmpty()) {
      throw NoSuch.startOf(workflow.orElseThrow(), workflows);
    }
    return new StartBody(
        workflow.orElseThrow(), key, input.orElseThrow(), labels.orElse(Map.of()));
  }

  /** What stands for the id of a run that is not started. */
  static final String DRY = "dry-run";

  /** A key is part of paths, in which a server does not tell an encoded slash from a plain one. */
  private static boolean standsInPath(String key) {
    return key.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
  }

  private static Map<String, String> labels(Fields.Element element, Problems problems) {
    var labels = new LinkedHashMap<String, String>();
    if (!Fields.of(element.value(), element.pointer(), problems).isObject()) {
      return labels;
    }
    if (element.value().size() > LABELS_MAX) {
      problems.add(
          element.pointer(),
          "has %d labels, at most %d are allowed".formatted(element.value().size(), LABELS_MAX));
      return labels;
    }
    for (var label : element.value().properties()) {
      var name = label.getKey();
      var pointer = Pointers.in(element.pointer(), name);
      if (name.isBlank() || name.length() > LABEL_MAX || name.contains(":")) {
        problems.add(
            pointer,
            "has a name that is none: 1 to %d characters without a colon".formatted(LABEL_MAX));
      }
      Fields.literal(new Fields.Element(label.getValue(), pointer), LABEL_MAX, problems)
          .ifPresent(value -> labels.put(name, value));
    }
    return labels;
  }
}
