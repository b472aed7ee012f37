package dev.presgen.orchestrator.web.api.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.presgen.orchestrator.workflows.WorkflowDefinition.Substitute;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run with everything that a caller may see of it.
 *
 * @param links what a person opens, by name: texts or lists of texts
 * @param undone those of the links behind which an undo has taken everything back: it is in the
 *     trash, or gone
 * @param substitutes what took the place of something that could not be had, such as a deck that was
 *     made here without PresGen Core, and why
 * @param input what it was started with, as it was sent where that is kept; a record or JSON
 * @param outputs what its nodes have given, by node; of a fan-out by item
 */
public record RunView(
    @JsonUnwrapped RunSummary summary,
    Map<String, Object> links,
    @Schema(
        description = "Those of the links behind which an undo has taken everything back: it is in"
            + " the trash, or gone.") List<String> undone,
    @Schema(
        description = "What took the place of something that could not be had, such as a deck that"
            + " was made here without PresGen Core: its kind, the path of its item, and why.") List<
                Substitute> substitutes,
    List<StepView> steps,
    @Nullable Object input,
    Map<String, Object> outputs) {

  public RunView {
    links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    undone = List.copyOf(undone);
    substitutes = List.copyOf(substitutes);
    steps = List.copyOf(steps);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }
}
