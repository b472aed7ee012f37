package dev.presgen.orchestrator.workflows.assessment;

import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.ANALYZE_RESULTS;
import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.AWAITING_COMPLETION;
import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.CREATE_GOOGLE_ASSETS;
import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.FINALIZE_RESOURCES;
import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.GENERATE_ASSESSMENT;
import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.GENERATE_AVATAR_VIDEOS;
import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.GENERATE_COURSE_OUTLINES;
import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.GENERATE_PRESENTATIONS;
import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.GENERATE_TRAINING_PLAN;
import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.PUBLISH_GAP_ANALYSIS;
import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.RENDER_AVATAR_VIDEO;
import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.RENDER_PRESENTATION;
import static dev.presgen.orchestrator.workflows.assessment.AssessmentStep.REQUEST_ASSESSMENT;

import dev.presgen.orchestrator.core.GraphBuilder;
import dev.presgen.orchestrator.core.Limits;
import dev.presgen.orchestrator.core.Named;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.core.WorkflowBuilder;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.Delivery;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The pipeline's graph: what follows what, and how much time and how many attempts each step has. */
final class AssessmentGraph {

  /** The code of a run whose learner has not answered in time. */
  static final String ASSESSMENT_NOT_COMPLETED = "ASSESSMENT_NOT_COMPLETED";

  private static final String VERSION = "1";
  private static final String END = "DELIVERED";
  private static final String ITEM_END = "RENDERED";

  /** As many courses as are asked for by default, so that most runs render all theirs at once. */
  static final int COURSES_AT_ONCE = 5;

  /** The longest wait for a listing that lags, and for what else is pending in a quick step. */
  private static final Duration PENDING = Duration.ofHours(1);

  /** The longest wait for a deck or a video that a service makes as a job: the services' figure. */
  private static final Duration JOB = Duration.ofHours(1);

  private static final Limits QUICK =
      new Limits(Duration.ofSeconds(30), Duration.ofMinutes(15), PENDING);
  private static final Limits GENERATING =
      new Limits(Duration.ofMinutes(3), Duration.ofHours(1), PENDING);
  private static final Limits GOOGLE =
      new Limits(Duration.ofMinutes(1), Duration.ofHours(6), PENDING);

  /** A minute more than PresGen Core's own figure for a deck, so that its time-out is told as one. */
  private static final Limits DECK = new Limits(Duration.ofMinutes(11), Duration.ofHours(6), JOB);

  private static final Limits VIDEO = new Limits(Duration.ofMinutes(30), Duration.ofHours(12), JOB);

  private final StepRegistry registry;
  private final AssessmentSettings settings;

  private AssessmentGraph(StepRegistry registry, AssessmentSettings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  static Workflow of(StepRegistry registry, AssessmentSettings settings) {
    return new AssessmentGraph(registry, settings).graph();
  }

  private Workflow graph() {
    var graph = Workflow.named(AssessmentWorkflow.NAME, VERSION, AssessmentInput.class);
    task(graph, REQUEST_ASSESSMENT, QUICK, 5).then(GENERATE_ASSESSMENT);
    task(graph, GENERATE_ASSESSMENT, GENERATING, 5).then(CREATE_GOOGLE_ASSETS);
    task(graph, CREATE_GOOGLE_ASSETS, GOOGLE, 8).then(AWAITING_COMPLETION);
    await(graph);
    task(graph, ANALYZE_RESULTS, GOOGLE, 8).then(PUBLISH_GAP_ANALYSIS);
    task(graph, PUBLISH_GAP_ANALYSIS, GOOGLE, 8).then(GENERATE_TRAINING_PLAN);
    task(graph, GENERATE_TRAINING_PLAN, QUICK, 5).then(GENERATE_COURSE_OUTLINES);
    task(graph, GENERATE_COURSE_OUTLINES, QUICK, 5).then(GENERATE_PRESENTATIONS);
    graph
        .each(
            GENERATE_PRESENTATIONS,
            new Named.Items("courses", CourseOutline.class, AssessmentGraph::courses))
        .when(new Named.Condition("presentations wanted", AssessmentGraph::wantsPresentations))
        .body(
            body -> task(body, RENDER_PRESENTATION, DECK, 5).skippable()
                .then(ITEM_END)
                .end(ITEM_END),
            RENDER_PRESENTATION)
        .atOnce(COURSES_AT_ONCE)
        .join(Node.Join.ALL)
        .then(GENERATE_AVATAR_VIDEOS);
    graph
        .each(
            GENERATE_AVATAR_VIDEOS,
            new Named.Items("courses with a deck", CourseDeck.class, AssessmentGraph::decks))
        .when(new Named.Condition("videos wanted", AssessmentGraph::wantsVideos))
        .body(
            body -> task(body, RENDER_AVATAR_VIDEO, VIDEO, 3).skippable()
                .then(ITEM_END)
                .end(ITEM_END),
            RENDER_AVATAR_VIDEO)
        .atOnce(COURSES_AT_ONCE)
        .join(Node.Join.COLLECT)
        .then(FINALIZE_RESOURCES);
    task(graph, FINALIZE_RESOURCES, GOOGLE, 8).then(END);
    return graph.end(END).build();
  }

  private <G extends GraphBuilder<G>> GraphBuilder<G>.TaskBuilder task(
      GraphBuilder<G> graph, String step, Limits limits, int attempts) {
    return graph.task(step, registry.contract(step)).limits(limits).retry(settings.retry(attempts));
  }

  private void await(WorkflowBuilder graph) {
    var probe =
        new Node.Probe(
            AWAITING_COMPLETION,
            registry.probeContract(AWAITING_COMPLETION),
            settings.responses(),
            GOOGLE,
            ANALYZE_RESULTS);
    var completed =
        new Node.Signal(
            AssessmentCompleted.SIGNAL,
            AssessmentCompleted.class,
            Optional.empty(),
            true,
            new Node.Answer.Close(ANALYZE_RESULTS));
    graph
        .wait(AWAITING_COMPLETION, Completion.class)
        .pivot()
        .assignee(
            new Named.Assignee("the learner", outputs -> request(outputs).learner().email()))
        .signal(completed)
        .probe(probe)
        .timer(
            new Node.Timer(
                "reminder",
                new Node.Schedule.Computed(
                    new Named.Offsets("the reminders", AssessmentGraph::reminders)),
                Node.Anchor.OPENING,
                new Node.Elapsed.Stay()))
        .timer(
            new Node.Timer(
                "deadline",
                new Node.Schedule.Computed(
                    new Named.Offsets(
                        "the deadline", outputs -> List.of(request(outputs).deadline()))),
                Node.Anchor.OPENING,
                new Node.Elapsed.Expire(
                    ASSESSMENT_NOT_COMPLETED,
                    "The learner has not completed the assessment before the deadline.",
                    "Extend the deadline, or cancel the run.")))
        .done();
  }

  private static AcceptedRequest request(Outputs outputs) {
    return outputs.get(REQUEST_ASSESSMENT, AcceptedRequest.class);
  }

  private static Delivery delivery(Outputs outputs) {
    return request(outputs).delivery();
  }

  private static boolean wantsPresentations(Outputs outputs) {
    return delivery(outputs).presentations();
  }

  private static boolean wantsVideos(Outputs outputs) {
    return delivery(outputs).presentations() && delivery(outputs).videos();
  }

  /** Reminders count back from the deadline. */
  private static List<Duration> reminders(Outputs outputs) {
    var request = request(outputs);
    return request.reminders()
        .stream()
        .map(before -> request.deadline().minus(before))
        .filter(Duration::isPositive)
        .toList();
  }

  private static List<Named.Item> courses(Outputs outputs) {
    return outputs.get(GENERATE_COURSE_OUTLINES, CourseOutlines.class)
        .courses()
        .stream()
        .map(course -> new Named.Item(course.key(), course))
        .toList();
  }

  private static List<Named.Item> decks(Outputs outputs) {
    var decks = outputs.each(GENERATE_PRESENTATIONS, Deck.class);
    return outputs.get(GENERATE_COURSE_OUTLINES, CourseOutlines.class)
        .courses()
        .stream()
        .flatMap(
            course -> Optional.ofNullable(decks.get(course.key()))
                .map(deck -> new Named.Item(course.key(), new CourseDeck(course, deck)))
                .stream())
        .toList();
  }
}
