package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.adapters.limits.quota.Sharing;
import dev.presgen.orchestrator.adapters.limits.quota.SlotClass;
import dev.presgen.orchestrator.core.Cadence;
import dev.presgen.orchestrator.core.Limits;
import dev.presgen.orchestrator.core.Named;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.RetryPolicy;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Confidential;
import dev.presgen.orchestrator.workflows.Services;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable;
import dev.presgen.orchestrator.workflows.WaitProbe;
import dev.presgen.orchestrator.workflows.WaitProbe.Finding;
import dev.presgen.orchestrator.workflows.WorkflowDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A workflow with one of everything, whose outside is in memory: it makes a thing, waits until it
 * is filled, and copies it some times.
 */
final class SmallWorld implements WorkflowDefinition {

  record Wish(String name, int copies) {}

  record Thing(String id) {}

  record Filled(String with) {}

  record Fill(String with) {}

  record Note(String text) {}

  record Copy(String of, int number) implements Confidential {
    @Override
    public PayloadClass payloadClass() {
      return PayloadClass.LEARNER;
    }

    @Override
    public Object open() {
      return Map.of("number", number);
    }
  }

  record Bundle(List<String> copies) {}

  /** What each step does next; without a plan it does what it is for. */
  final Map<String, Queue<Plan>> plans = new ConcurrentHashMap<>();

  final Map<String, String> things = new ConcurrentHashMap<>();
  final Queue<String> calls = new ConcurrentLinkedQueue<>();
  final AtomicReference<String> content = new AtomicReference<>("");

  /** Calls that came while a transaction was open on their thread. */
  final Queue<String> insideTransactions = new ConcurrentLinkedQueue<>();

  /** What happens to a run between its driver's last decision and its letting go. */
  final AtomicReference<Consumer<String>> lettingGo = new AtomicReference<>(_ -> {});

  /** How far the clock of the nodes is behind. */
  final AtomicReference<Duration> behind = new AtomicReference<>(Duration.ZERO);

  /** The switches that COPY_ONE asks for. */
  final AtomicReference<Services> services = new AtomicReference<>(Services.ALL_ON);

  /** A service that does one thing at a time, which only plans ask. */
  final Sharing lines =
      Sharing.inProcess(Map.of(), Map.of(SlotClass.AVATAR, 1), InstantSource.system());

  /** How it is looked whether the thing is filled. */
  final AtomicReference<Look> look = new AtomicReference<>(this::lookInside);

  interface Look {
    Finding<Filled> look(Optional<Fill> signal, Instant asOf) throws Exception;
  }

  private Finding<Filled> lookInside(Optional<Fill> signal, Instant asOf) {
    var with = signal.map(Fill::with).orElse(content.get());
    return with.isEmpty() ? new Finding.Nothing<>() : new Finding.Found<>(new Filled(with));
  }

  interface Plan {
    Optional<StepResult<?>> act(StepContext context) throws Exception;
  }

  void plan(String step, Plan plan) {
    plans.computeIfAbsent(step, _ -> new ConcurrentLinkedQueue<>()).add(plan);
  }

  /** Makes a step's next attempt stop where it is, and tells when it is there. */
  Held hold(String step) {
    var held = new Held(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
    plan(
        step,
        _ -> {
          held.there.countDown();
          try {
            held.go.await();
          } catch (InterruptedException stopped) {
            held.interrupted.countDown();
            throw stopped;
          }
          return Optional.empty();
        });
    return held;
  }

  /** An attempt that stands still. */
  record Held(CountDownLatch there, CountDownLatch go, CountDownLatch interrupted) {
    void awaitThere() {
      await(there);
    }

    void awaitInterrupted() {
      await(interrupted);
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(20, TimeUnit.SECONDS)).as("in time").isTrue();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }
  }

  private void called(String step, StepContext context) {
    calls.add(step + " " + context.key());
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      insideTransactions.add(step);
    }
  }

  @SuppressWarnings("unchecked") // A plan answers what its step gives.
  <T> Optional<StepResult<T>> planned(String step, StepContext context) throws Exception {
    called(step, context);
    var queue = plans.get(step);
    var plan = queue == null ? null : queue.poll();
    return plan == null
        ? Optional.empty()
        : plan.act(context).map(result -> (StepResult<T>) result);
  }

  @Step("MAKE")
  static final class Make implements StepHandler<Make.Input, Thing>, Undoable<Make.Input> {
    private final SmallWorld world;

    Make(SmallWorld world) {
      this.world = world;
    }

    record Input(Wish wish) {}

    @Override
    public StepResult<Thing> execute(Make.Input in, StepContext context) throws Exception {
      var planned = world.<Thing>planned("MAKE", context);
      if (planned.isPresent()) {
        return planned.get();
      }
      context.ledger().intend("thing", "one");
      world.things.put(context.key(), in.wish().name());
      context.ledger().made("thing", "one", context.key(), Optional.of("http://things/one"));
      return StepResult.done(new Thing(context.key()));
    }

    @Override
    public StepResult<Undone> undo(Make.Input in, StepContext context) throws Exception {
      var planned = world.<Undone>planned("UNMAKE", context);
      if (planned.isPresent()) {
        return planned.get();
      }
      world.things.remove(context.key());
      context
          .ledger()
          .settle("thing", "one", dev.presgen.orchestrator.workflows.Ledger.State.UNDONE);
      return StepResult.done(new Undone(List.of()));
    }

    @Override
    public StepResult<List<Planned>> plan(Make.Input in, StepContext context) {
      world.called("PLAN", context);
      return StepResult.done(
          List.of(
              new Planned("thing", context.key(), "", Planned.Action.TRASH, "it would go")));
    }
  }

  @Step("FILLED")
  static final class IsFilled implements WaitProbe<IsFilled.Input, Fill, Filled> {
    private final SmallWorld world;

    IsFilled(SmallWorld world) {
      this.world = world;
    }

    record Input(Thing thing) {}

    @Override
    public Finding<Filled> look(
        IsFilled.Input in, Optional<Fill> signal, Instant asOf, StepContext context)
        throws Exception {
      world.called("FILLED", context);
      return world.look.get().look(signal, asOf);
    }
  }

  @Step("COPY_ONE")
  static final class CopyOne implements StepHandler<CopyOne.Input, Copy> {
    private final SmallWorld world;

    CopyOne(SmallWorld world) {
      this.world = world;
    }

    record Input(Integer number, Filled filled) {}

    @Override
    public Set<Services.Service> switchedBy() {
      return Set.of(Services.Service.AVATAR);
    }

    @Override
    public StepResult<Copy> execute(CopyOne.Input in, StepContext context) throws Exception {
      var off = world.services.get().switchedOff(Services.Service.AVATAR);
      if (off.isPresent()) {
        return new StepResult.LeftOut<>(off.get().who(), off.get().reason());
      }
      var planned = world.<Copy>planned("COPY_ONE", context);
      return planned.isPresent()
          ? planned.get()
          : StepResult.done(new Copy(in.filled().with(), in.number()));
    }
  }

  @Step("BUNDLE")
  static final class BundleAll implements StepHandler<BundleAll.Input, Bundle> {
    private final SmallWorld world;

    BundleAll(SmallWorld world) {
      this.world = world;
    }

    record Input(Map<String, Copy> copies) {}

    @Override
    public StepResult<Bundle> execute(BundleAll.Input in, StepContext context) throws Exception {
      var planned = world.<Bundle>planned("BUNDLE", context);
      return planned.isPresent()
          ? planned.get()
          : StepResult.done(
              new Bundle(
                  in.copies().values().stream().map(copy -> copy.of() + copy.number()).toList()));
    }
  }

  final LeafletSteps leaflets = new LeafletSteps(this);

  final StepRegistry registry =
      new StepRegistry(
          Stream.concat(
              Stream.of(new Make(this), new CopyOne(this), new BundleAll(this)),
              leaflets.all().stream())
              .toList(),
          List.of(new IsFilled(this)));

  /** The other workflow, of composites. */
  final LeafletFlow leaflet = new LeafletFlow(registry);

  private final Workflow workflow;

  SmallWorld() {
    this(Duration.ofMillis(200), Duration.ofSeconds(1));
  }

  /** A world that is looked into at this cadence. */
  SmallWorld(Duration lookInitial, Duration lookMax) {
    this.workflow = build(new Cadence(lookInitial, lookMax));
  }

  private Workflow build(Cadence cadence) {
    var retry = new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(100), 3);
    var limits =
        new Limits(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofSeconds(10));
    return Workflow.named("small", "1", Wish.class)
        .task("MAKE", registry.contract("MAKE"))
        .retry(retry)
        .limits(limits)
        .then("FILLED")
        .wait("FILLED", Filled.class)
        .pivot()
        .signal(
            new Node.Signal(
                "fill", Fill.class, Optional.empty(), true, new Node.Answer.Close("COPIES")))
        .signal(
            new Node.Signal(
                "note", Note.class, Optional.empty(), false, new Node.Answer.Stay()))
        .probe(
            new Node.Probe("FILLED", registry.probeContract("FILLED"), cadence, limits, "COPIES"))
        .timer(
            new Node.Timer(
                "deadline",
                new Node.Schedule.After(Duration.ofHours(1)),
                Node.Anchor.OPENING,
                new Node.Elapsed.Expire("NOT_FILLED", "nobody filled it", "Extend or cancel.")))
        .done()
        .each(
            "COPIES",
            new Named.Items(
                "copies",
                Integer.class,
                outputs -> IntStream.rangeClosed(1, outputs.input(Wish.class).copies())
                    .mapToObj(i -> new Named.Item("" + i, i))
                    .toList()))
        .body(
            body -> body.task("COPY_ONE", registry.contract("COPY_ONE"))
                .retry(retry)
                .limits(limits)
                .skippable()
                .then("COPIED")
                .end("COPIED"),
            "COPY_ONE")
        .atOnce(2)
        .then("BUNDLE")
        .task("BUNDLE", registry.contract("BUNDLE"))
        .retry(retry)
        .limits(limits)
        .then("DONE")
        .end("DONE")
        .build();
  }

  @Override
  public Workflow workflow() {
    return workflow;
  }

  @Override
  public JsonNode inputSchema() {
    return JsonMapper.shared().createObjectNode();
  }

  @Override
  public Checked<? extends Record> read(JsonNode input, String runId) {
    return new Checked.Right<>(
        new Wish(input.path("name").asString(), input.path("copies").asInt()));
  }

  @Override
  public Record forecast(Record input) {
    return input;
  }

  @Override
  public List<String> steps() {
    return List.of("MAKE", "FILLED", "COPIES", "BUNDLE");
  }

  @Override
  public Map<String, Object> links(Outputs outputs) {
    return Map.of();
  }
}
