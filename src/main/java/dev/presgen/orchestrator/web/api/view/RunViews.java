package dev.presgen.orchestrator.web.api.view;

import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.core.Tally;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.runtime.LastError;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.web.api.view.RunSummary.Missing;
import dev.presgen.orchestrator.web.api.view.RunSummary.Place;
import dev.presgen.orchestrator.web.api.view.RunSummary.Progress;
import dev.presgen.orchestrator.workflows.WorkflowDefinition;
import dev.presgen.orchestrator.workflows.assessment.AssessmentInput;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says how a stored run looks to callers. The same input always gives the same view. */
public final class RunViews {

  private final RunRecord run;
  private final RunState state;
  private final Optional<WorkflowDefinition> definition;
  private final Optional<Workflow> workflow;
  private final Instant now;

  /**
   * The views of a run.
   *
   * @param definition the run's own; nothing when this node does not know it. Then the steps are
   *     those that the run has come to, and links and outputs are left out
   */
  public RunViews(RunRecord run, Optional<WorkflowDefinition> definition, Instant now) {
    this.run = run;
    this.state = run.state();
    this.definition = definition;
    this.workflow = definition.map(WorkflowDefinition::workflow);
    this.now = now;
  }

  /** The run as lists show it. */
  public RunSummary summary() {
    return new RunSummary(
        run.id(),
        state.workflow(),
        state.version(),
        run.key().orElse(null),
        Status.of(state),
        place(),
        new Progress(steps(Set.of()).behind(), names().size()),
        workflow.map(known -> Waiting.of(state, known)).orElse(List.of()),
        workflow.map(this::missing).orElse(List.of()),
        LastError.of(state).map(ErrorView::of).orElse(null),
        run.labels(),
        run.createdAt(),
        run.updatedAt(),
        run.endedAt().orElse(null),
        activeTime().toMillis());
  }

  /**
   * The run with everything.
   *
   * @param outputs what its nodes have given
   * @param undone the nodes that were taken back, of a run that has ended
   * @param undoneUrls where there was what an undo has taken back
   */
  public RunView whole(Outputs outputs, Set<Path> undone, Set<String> undoneUrls) {
    var links = definition.map(known -> known.links(outputs)).orElse(Map.of());
    return new RunView(
        summary(),
        links,
        links.values().stream().flatMap(RunViews::texts).filter(undoneUrls::contains).toList(),
        definition.map(known -> known.substitutes(outputs)).orElse(List.of()),
        steps(undone).list(),
        input(outputs).orElse(null),
        workflow.map(known -> Shown.outputs(state, known, outputs)).orElse(Map.of()));
  }

  private static Stream<String> texts(Object link) {
    return link instanceof List<?> several
        ? several.stream().map(String::valueOf)
        : Stream.of(link.toString());
  }

  private Optional<Object> input(Outputs outputs) {
    var type = workflow.<Class<?>>map(Workflow::input).orElse(JsonNode.class);
    return outputs.find(Outputs.INPUT, type)
        .map(input -> input instanceof AssessmentInput(var asSent) ? asSent : input);
  }

  private Steps steps(Set<Path> undone) {
    return new Steps(state, workflow, names(), undone);
  }

  private List<String> names() {
    return definition.map(WorkflowDefinition::steps)
        .orElseGet(() -> rootTallies().map(Map.Entry::getKey).toList());
  }

  private Stream<Map.Entry<String, Tally>> rootTallies() {
    return state.tallies().entrySet().stream().filter(entry -> !entry.getKey().contains("/"));
  }

  private @Nullable Place place() {
    var at = state.root().position().at();
    if (workflow.map(known -> known.node(at) instanceof Node.End).orElse(false)) {
      return null;
    }
    var tally = state.tally(at.path());
    int index = names().indexOf(at.node());
    return new Place(
        at.node(),
        index < 0 ? null : index + 1,
        names().size(),
        Math.max(1, tally.attempts()),
        tally.startedAt().orElseGet(this::entered));
  }

  /** When the root came to where it has not begun yet: when it left the node before. */
  private Instant entered() {
    return rootTallies()
        .flatMap(entry -> entry.getValue().endedAt().stream())
        .max(Comparator.naturalOrder())
        .orElse(run.createdAt());
  }

  private List<Missing> missing(Workflow known) {
    return state.root().all().flatMap(scope -> new Lacking(state, known, scope).all()).toList();
  }

  private Duration activeTime() {
    return rootTallies()
        .filter(
            entry -> workflow.map(known -> known.graph().nodes().get(entry.getKey()))
                .map(node -> !(node instanceof Node.Wait))
                .orElse(true))
        .map(Map.Entry::getValue)
        .flatMap(
            tally -> tally.startedAt()
                .map(start -> Duration.between(start, tally.endedAt().orElse(seenUntil())))
                .stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Until when a step that has not ended was worked on. */
  private Instant seenUntil() {
    return switch (Status.of(state)) {
      case RUNNING, CANCELLING, UNDOING -> now;
      case WAITING, PAUSED, NEEDS_ATTENTION, COMPLETED, FAILED, CANCELLED -> state.time();
    };
  }
}
