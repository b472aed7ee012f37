package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Limits;
import dev.presgen.orchestrator.core.Named;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.RetryPolicy;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Confidential;
import dev.presgen.orchestrator.workflows.From;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.WorkflowDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A workflow with what is done at once, a called workflow, a fallback, and a wait that acts while it
 * is open and can be answered in two ways: a picture is sketched, or taken from a stencil where that
 * fails, framed and glazed, judged and then inspected, unless it is withdrawn.
 */
public final class Studio implements WorkflowDefinition {

  public record Order(String name) {}

  public record Sketch(String of) {}

  public record Stencil(String of) {}

  public record Frame(String wood) {}

  /** Nobody is told how many panes. */
  public record Glass(int panes) implements Confidential {
    @Override
    public PayloadClass payloadClass() {
      return PayloadClass.ANSWER_KEY;
    }

    @Override
    public Thickness open() {
      return new Thickness(panes > 2);
    }

    public record Thickness(boolean thick) {}
  }

  public record Comment(String text) {}

  public record Note(String text) {}

  /** How a picture is judged. */
  public sealed interface Verdict {
    record Liked(int stars) implements Verdict {}

    record Withdrawn(String why) implements Verdict {}

    /** Not for everybody's eyes. */
    record Disliked(String why) implements Verdict, Confidential {
      @Override
      public PayloadClass payloadClass() {
        return PayloadClass.LEARNER;
      }

      @Override
      public Bare open() {
        return new Bare("disliked");
      }

      public record Bare(String verdict) {}
    }
  }

  public record Looked(String at) {}

  public record Signed(String by) {}

  @Step("SKETCH")
  static final class Sketching implements StepHandler<Sketching.Input, Sketch> {
    record Input(Order order) {}

    @Override
    public StepResult<Sketch> execute(Sketching.Input in, StepContext context) {
      return in.order().name().startsWith("blank")
          ? StepResult.refused("BLANK", "nothing to draw", "Order something.")
          : StepResult.done(new Sketch(in.order().name()));
    }
  }

  @Step("STENCIL")
  static final class Stencilling implements StepHandler<Stencilling.Input, Stencil> {
    record Input(Order order) {}

    @Override
    public StepResult<Stencil> execute(Stencilling.Input in, StepContext context) {
      return StepResult.done(new Stencil(in.order().name()));
    }
  }

  @Step("FRAME")
  static final class Framing implements StepHandler<Framing.Input, Frame> {
    record Input(Optional<Sketch> sketch) {}

    @Override
    public StepResult<Frame> execute(Framing.Input in, StepContext context) {
      return StepResult.done(new Frame(in.sketch().map(Sketch::of).orElse("plain")));
    }
  }

  @Step("GLASS")
  static final class Glazing implements StepHandler<Glazing.Input, Glass> {
    record Input(Order order) {}

    @Override
    public StepResult<Glass> execute(Glazing.Input in, StepContext context) {
      return StepResult.done(new Glass(in.order().name().startsWith("heavy") ? 3 : 2));
    }
  }

  @Step("NOTE")
  static final class Noting implements StepHandler<Noting.Input, Note> {
    record Input(@From("comment") Comment comment) {}

    @Override
    public StepResult<Note> execute(Noting.Input in, StepContext context) {
      return StepResult.done(new Note(in.comment().text()));
    }
  }

  @Step("HANG")
  static final class Hanging implements StepHandler<Hanging.Input, Note> {
    record Input(
        Frame frame, Signed inspected, @From("like") Optional<Verdict.Liked> liked, Glass glass) {}

    @Override
    public StepResult<Note> execute(Hanging.Input in, StepContext context) {
      if (in.glass().panes() > 2) {
        return StepResult.refused("TOO_HEAVY", "it falls down", "Use less glass.");
      }
      return StepResult.done(new Note(
          "hangs with %d stars".formatted(in.liked().map(Verdict.Liked::stars).orElse(0))));
    }
  }

  @Step("LOOK_CLOSELY")
  static final class Looking implements StepHandler<Looking.Input, Looked> {
    record Input(Order order) {}

    @Override
    public StepResult<Looked> execute(Looking.Input in, StepContext context) {
      return StepResult.done(new Looked(in.order().name()));
    }
  }

  final List<StepHandler<?, ?>> handlers =
      List.of(
          new Sketching(),
          new Stencilling(),
          new Framing(),
          new Glazing(),
          new Noting(),
          new Hanging(),
          new Looking());

  private final StepRegistry registry = new StepRegistry(handlers, List.of());
  private final Workflow workflow = build();

  private Workflow build() {
    var retry = new RetryPolicy(Duration.ofSeconds(30), Duration.ofMinutes(10), 2);
    var limits =
        new Limits(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofMinutes(1));
    var inspection =
        Workflow.named("in-spection", "1", Order.class)
            .task("LOOK_CLOSELY", registry.contract("LOOK_CLOSELY"))
            .retry(retry)
            .limits(limits)
            .then("SIGNED")
            .wait("SIGNED", Signed.class)
            .signal(closing("sign", Signed.class, "INSPECTED"))
            .done()
            .end("INSPECTED")
            .build();
    return Workflow.named("studio", "1", Order.class)
        .task("SKETCH", registry.contract("SKETCH"))
        .retry(retry)
        .limits(limits)
        .fallback("STENCIL")
        .then("PREPARE")
        .task("STENCIL", registry.contract("STENCIL"))
        .retry(retry)
        .limits(limits)
        .then("PREPARE")
        .parallel("PREPARE")
        .branch(
            "frame",
            body -> body.task("FRAME", registry.contract("FRAME"))
                .retry(retry)
                .limits(limits)
                .then("FRAMED")
                .end("FRAMED"),
            "FRAME")
        .branch(
            "front-glass",
            body -> body.task("GLASS", registry.contract("GLASS"))
                .retry(retry)
                .limits(limits)
                .then("GLAZED")
                .end("GLAZED"),
            "GLASS")
        .then("JUDGED")
        .wait("JUDGED", Verdict.class)
        .assignee(new Named.Assignee("the judge", outputs -> "judge@example.org"))
        .signal(closing("like", Verdict.Liked.class, "INSPECT"))
        .signal(closing("dislike", Verdict.Disliked.class, "INSPECT"))
        .signal(closing("withdraw", Verdict.Withdrawn.class, "WITHDRAWN"))
        .signal(
            new Node.Signal(
                "comment",
                Comment.class,
                Optional.empty(),
                false,
                new Node.Answer.Stay(Optional.of("NOTE"))))
        .timer(
            new Node.Timer(
                "nudge",
                new Node.Schedule.After(Duration.ofDays(1)),
                Node.Anchor.LAST_SIGNAL,
                new Node.Elapsed.Stay()))
        .done()
        .task("NOTE", registry.contract("NOTE"))
        .retry(retry)
        .limits(limits)
        .then("JUDGED")
        .call("INSPECT", inspection)
        .gives("SIGNED")
        .then("HANG")
        .task("HANG", registry.contract("HANG"))
        .retry(retry)
        .limits(limits)
        .then("DONE")
        .end("DONE")
        .end("WITHDRAWN", Lifecycle.Outcome.CANCELLED)
        .build();
  }

  private static Node.Signal closing(String name, Class<?> payload, String target) {
    return new Node.Signal(
        name, payload, Optional.empty(), false, new Node.Answer.Close(target));
  }

  @Override
  public Workflow workflow() {
    return workflow;
  }

  @Override
  public JsonNode inputSchema() {
    return JsonMapper.shared().readTree("{\"type\": \"object\"}");
  }

  @Override
  public Checked<? extends Record> read(JsonNode input, String runId) {
    return new Checked.Right<>(new Order(input.path("name").asString()));
  }

  @Override
  public Record forecast(Record input) {
    return input;
  }

  @Override
  public List<String> steps() {
    return List.of("SKETCH", "STENCIL", "PREPARE", "JUDGED", "INSPECT", "HANG");
  }

  @Override
  public Map<String, Object> links(Outputs outputs) {
    return Map.of();
  }
}
