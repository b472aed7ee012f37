package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.core.Cadence;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Limits;
import dev.presgen.orchestrator.core.Named;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.RetryPolicy;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.Confidential;
import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable;
import dev.presgen.orchestrator.workflows.WaitProbe;
import dev.presgen.orchestrator.workflows.WorkflowDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A workflow with one of everything that callers can see: it makes a mould, waits until it is
 * filled, casts copies of it, paints posters of the copies and packs them. What a step does is
 * planned by the wish's name, so that runs of one service do not disturb each other. Its handlers are
 * inner classes, which no scan for components finds.
 */
public final class Workshop implements WorkflowDefinition {

  public record Wish(String name, int copies, int posters) {}

  public record Mould(String id) {}

  public record Fill(String with) {}

  public record Filled(String with) {}

  public record Copy(String of, int number) {}

  public record Poster(int number) {}

  /** Packed copies, and what nobody may see of them. */
  public record Parcel(List<String> copies, String secret) implements Confidential {
    @Override
    public PayloadClass payloadClass() {
      return PayloadClass.ANSWER_KEY;
    }

    @Override
    public Label open() {
      return new Label(copies);
    }

    public record Label(List<String> copies) {}
  }

  /** What goes wrong for wishes of a name, by step. */
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();

  /** Lets a step of a wish fail from now on. */
  public void fail(String wish, String step, Failure failure) {
    failures.put(wish + "/" + step, failure);
  }

  /** Lets a step of a wish work again. */
  public void mend(String wish, String step) {
    failures.remove(wish + "/" + step);
  }

  private <T> StepResult<T> unlessFailing(String wish, String step, T output) {
    var failure = failures.get(wish + "/" + step);
    return failure == null ? StepResult.done(output) : StepResult.failed(failure);
  }

  @Step("MAKE")
  final class Make implements StepHandler<Make.Input, Mould>, Undoable<Make.Input> {
    record Input(Wish wish) {}

    @Override
    public StepResult<Mould> execute(Make.Input in, StepContext context) {
      context.ledger()
          .made("mould", "one", "mould-1", Optional.of("https://moulds.example/mould-1"));
      return unlessFailing(in.wish().name(), "MAKE", new Mould("mould-1"));
    }

    @Override
    public StepResult<Undone> undo(Make.Input in, StepContext context) {
      var result =
          unlessFailing(in.wish().name(), "UNMAKE", new Undone(List.of()));
      if (result instanceof StepResult.Done<Undone>) {
        context.ledger().settle("mould", "one", Ledger.State.UNDONE);
      }
      return result;
    }

    @Override
    public StepResult<List<Planned>> plan(Make.Input in, StepContext context) {
      return unlessFailing(
          in.wish().name(),
          "PLAN",
          List.of(
              new Planned(
                  "mould",
                  "mould-1",
                  "https://moulds.example/mould-1",
                  Planned.Action.TRASH,
                  "it is the run's own")));
    }
  }

  @Step("FILLED")
  final class IsFilled implements WaitProbe<IsFilled.Input, Fill, Filled> {
    record Input(Wish wish) {}

    @Override
    public Finding<Filled> look(
        IsFilled.Input in, Optional<Fill> signal, Instant asOf, StepContext context) {
      var failure = failures.get(in.wish().name() + "/LOOK");
      if (failure != null) {
        return new Finding.Failed<>(failure);
      }
      return signal.isEmpty() || signal.get().with().equals("nothing")
          ? new Finding.Nothing<>()
          : new Finding.Found<>(new Filled(signal.get().with()));
    }
  }

  @Step("CAST")
  final class Cast implements StepHandler<Cast.Input, Copy> {
    record Input(Integer number, Wish wish, Filled filled) {}

    @Override
    public StepResult<Copy> execute(Cast.Input in, StepContext context) {
      return unlessFailing(
          in.wish().name(),
          "CAST/" + in.number(),
          new Copy(in.filled().with(), in.number()));
    }
  }

  @Step("PAINT")
  final class Paint implements StepHandler<Paint.Input, Poster> {
    record Input(Long number, Wish wish) {}

    @Override
    public StepResult<Poster> execute(Paint.Input in, StepContext context) {
      return unlessFailing(
          in.wish().name(),
          "PAINT/" + in.number(),
          new Poster(in.number().intValue()));
    }
  }

  @Step("PACK")
  final class Pack implements StepHandler<Pack.Input, Parcel> {
    record Input(Wish wish, Map<String, Copy> copies) {}

    @Override
    public StepResult<Parcel> execute(Pack.Input in, StepContext context) {
      var packed = in.copies().values().stream().map(copy -> copy.of() + copy.number()).toList();
      return unlessFailing(
          in.wish().name(), "PACK", new Parcel(packed, "hidden"));
    }
  }

  final List<StepHandler<?, ?>> handlers =
      List.of(new Make(), new Cast(), new Paint(), new Pack());
  final List<WaitProbe<?, ?, ?>> probes = List.of(new IsFilled());

  private final StepRegistry registry = new StepRegistry(handlers, probes);

  private final Workflow workflow = build();

  private Workflow build() {
    var retry = new RetryPolicy(Duration.ofSeconds(30), Duration.ofMinutes(10), 2);
    var limits =
        new Limits(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofMinutes(1));
    var seldom = new Cadence(Duration.ofHours(1), Duration.ofHours(1));
    return Workflow.named("workshop", "3", Wish.class)
        .task("MAKE", registry.contract("MAKE"))
        .retry(retry)
        .limits(limits)
        .then("FILLED")
        .wait("FILLED", Filled.class)
        .pivot()
        .assignee(
            new Named.Assignee("filler", outputs -> outputs.input(Wish.class).name() + "@x"))
        .signal(
            new Node.Signal(
                "fill", Fill.class, Optional.empty(), true, new Node.Answer.Close("COPIES")))
        .probe(
            new Node.Probe("FILLED", registry.probeContract("FILLED"), seldom, limits, "COPIES"))
        .timer(
            new Node.Timer(
                "reminder",
                new Node.Schedule.After(Duration.ofDays(1)),
                Node.Anchor.OPENING,
                new Node.Elapsed.Stay()))
        .timer(
            new Node.Timer(
                "deadline",
                new Node.Schedule.After(Duration.ofDays(2)),
                Node.Anchor.OPENING,
                new Node.Elapsed.Expire("NOT_FILLED", "nobody filled it", "Extend or cancel.")))
        .done()
        .each("COPIES", numbers("copies", Integer.class))
        .body(
            body -> body.task("CAST", registry.contract("CAST"))
                .retry(retry)
                .limits(limits)
                .skippable()
                .then("CAST_END")
                .end("CAST_END"),
            "CAST")
        .atOnce(2)
        .then("POSTERS")
        .each("POSTERS", numbers("posters", Long.class))
        .body(
            body -> body.task("PAINT", registry.contract("PAINT"))
                .retry(retry)
                .limits(limits)
                .skippable()
                .then("PAINTED")
                .end("PAINTED"),
            "PAINT")
        .join(Node.Join.COLLECT)
        .when(
            new Named.Condition("posters_wanted", in -> in.input(Wish.class).posters() > 0))
        .then("PACK")
        .task("PACK", registry.contract("PACK"))
        .retry(retry)
        .limits(limits)
        .then("DONE")
        .end("DONE")
        .build();
  }

  private static Named.Items numbers(String what, Class<? extends Number> type) {
    return new Named.Items(
        what,
        type,
        outputs -> {
          var wish = outputs.input(Wish.class);
          int most = what.equals("copies") ? wish.copies() : wish.posters();
          return IntStream.rangeClosed(1, most)
              .mapToObj(
                  i -> new Named.Item(
                      String.valueOf(i), type == Long.class ? (Object) (long) i : (Object) i))
              .toList();
        });
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
    var problems = new ArrayList<FieldProblem>();
    if (!input.path("name").isString()) {
      problems.add(new FieldProblem("/name", "is missing"));
    }
    if (!input.path("copies").canConvertToInt()) {
      problems.add(new FieldProblem("/copies", "is missing"));
    }
    return problems.isEmpty()
        ? new Checked.Right<>(
            new Wish(
                input.path("name").asString(),
                input.path("copies").asInt(),
                input.path("posters").asInt(0)))
        : new Checked.Wrong<>(problems);
  }

  public record Forecast(int castings, int paintings) {}

  @Override
  public Forecast forecast(Record input) {
    var wish = (Wish) input;
    return new Forecast(wish.copies(), wish.posters());
  }

  @Override
  public List<String> steps() {
    return List.of("MAKE", "FILLED", "COPIES", "POSTERS", "PACK");
  }

  @Override
  public Map<String, Object> links(Outputs outputs) {
    var links = new LinkedHashMap<String, Object>();
    outputs.find("MAKE", Mould.class)
        .ifPresent(mould -> links.put("mould", "https://moulds.example/" + mould.id()));
    return links;
  }
}
