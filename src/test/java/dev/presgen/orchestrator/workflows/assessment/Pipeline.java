package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Decider;
import dev.presgen.orchestrator.core.Decision;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Purpose;
import dev.presgen.orchestrator.core.Recording;
import dev.presgen.orchestrator.core.Ref;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.ScopeOutputs;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.Undoable;
import dev.presgen.orchestrator.workflows.WaitProbe;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.StoredInMemory;
import dev.presgen.orchestrator.workflows.assessment.world.Faults;
import dev.presgen.orchestrator.workflows.assessment.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run of the pipeline, decided by the real rules and driven in memory. A node that dies is
 * replaced by the next one at once. Time passes only when nothing can be done before it has.
 */
final class Pipeline {

  static final String RUN = "01JNBQ8V3K5Z6T7R8S9W0XYZAB";

  /** More turns than any run of these tests needs. */
  private static final int TURNS_MAX = 2_000;

  final World world;
  final ItemBanks banks = new ItemBanks(new StoredInMemory(), java.nio.file.Path.of("missing"));
  final StepRegistry registry;
  final AssessmentWorkflow workflow;
  final List<Event> journal = new ArrayList<>();
  private final List<Recording.Told> told = new ArrayList<>();
  private final Map<Ref, Object> payloads = new HashMap<>();
  private final Decider decider;
  private RunState state;
  private long epoch = 1;

  Pipeline(World world, String input) {
    this.world = world;
    this.registry = registry(world, banks);
    this.workflow = new AssessmentWorkflow(
        registry, banks, AssessmentSettings.DEFAULT, world.quotas, world.time);
    this.decider = new Decider(workflow.workflow(), payloads());
    var json = JsonMapper.builder().build().readTree(input);
    var read = workflow.read(json, RUN);
    if (!(read instanceof Checked.Right<AssessmentInput>(var accepted))) {
      throw new IllegalArgumentException(read.toString());
    }
    var started =
        decider.start(
            world.time.instant(), RUN, stored(new Ref("input"), accepted), new By("test", ""));
    journal.addAll(started.events());
    told.add(Recording.started(started));
    this.state = started.after();
  }

  static StepRegistry registry(World world, ItemBanks banks) {
    return new StepRegistry(
        List.of(
            new RequestAssessment(banks),
            new GenerateAssessment(banks),
            new CreateGoogleAssets(world.folders, world.forms, world.time),
            new AnalyzeResults(
                world.forms, world.sheets, banks, AssessmentSettings.DEFAULT),
            new PublishGapAnalysis(world.sheets),
            new GenerateTrainingPlan(world.sheets, banks),
            new GenerateCourseOutlines(world.sheets, banks),
            new GeneratePresentation(
                world.presentations,
                (course, subtitle, source) -> new World.DeckFile(course.slides()),
                world.folders,
                world.services,
                AssessmentSettings.DEFAULT,
                world.time),
            new GenerateAvatarVideo(
                world.videos, world.services, AssessmentSettings.DEFAULT, world.time),
            new FinalizeResources(world.folders, world.forms, world.time)),
        List.of(new AwaitingCompletion(world.folders, world.forms, world.sheets)));
  }

  private Payloads payloads() {
    return new Payloads() {
      @Override
      public <T> T read(Ref ref, Class<T> type) {
        return type.cast(payloads.get(ref));
      }
    };
  }

  private Ref stored(Ref ref, Object value) {
    payloads.put(ref, value);
    return ref;
  }

  Status status() {
    return Status.of(state);
  }

  RunState state() {
    return state;
  }

  ScopeOutputs outputs() {
    return new ScopeOutputs(state, Path.ROOT, payloads());
  }

  <T> T output(String step, Class<T> type) {
    return outputs().get(step, type);
  }

  /** Drives until the run waits for somebody, ends, or needs a person. */
  Pipeline drive() {
    return drive(false);
  }

  /** Drives until a failed attempt is to be repeated, or as far as {@link #drive()} does. */
  Pipeline driveUntilFailed() {
    return drive(true);
  }

  private Pipeline drive(boolean untilFailed) {
    for (int turn = 0; turn < TURNS_MAX; turn++) {
      if (untilFailed && state.root().position() instanceof Position.Retrying) {
        return this;
      }
      decide(new Fact.Claimed(world.time.instant(), epoch, 0.5));
      var agenda = decider.agenda(state);
      var next =
          agenda.work().stream().filter(work -> !(work instanceof Agenda.Look)).findFirst();
      if (next.isPresent()) {
        perform(next.get());
      } else if (status() == Status.WAITING || agenda.due().isEmpty()) {
        return this;
      } else {
        world.time.pass(Duration.between(world.time.instant(), agenda.due().get()));
        decide(new Fact.TimeReached(world.time.instant(), epoch, 0.5));
      }
    }
    throw new IllegalStateException("the run does not come to rest: " + state.root());
  }

  private void perform(Agenda.Work work) {
    try {
      switch (work) {
        case Agenda.Attempt attempt -> {
          var context = context(attempt.at(), attempt.mayHaveActed(), attempt.deadline());
          var result = execute(attempt.at(), attempt.purpose(), Optional.empty(), context);
          report(attempt.at(), attempt.purpose(), attempt.attempt(), result);
        }
        case Agenda.Poll poll -> {
          var late = Duration.between(world.time.instant(), poll.due());
          world.time.pass(late.isPositive() ? late : Duration.ZERO);
          var deadline = world.time.instant().plusSeconds(60);
          var context = context(poll.at(), poll.mayHaveActed(), deadline);
          var result = execute(poll.at(), poll.purpose(), Optional.of(poll.token()), context);
          switch (result) {
            // The shell asks again after what it was told, or when it could not ask.
            case StepResult.Pending<?>(var token, var after) when token.equals(poll.token()) ->
                world.time.pass(after);
            case StepResult.Failed<?>(Failure.Throttled throttled) ->
                world.time.pass(throttled.retryAfter());
            case StepResult.Failed<?>(Failure.Unknown _) -> world.time.pass(Duration.ofSeconds(5));
            case StepResult<?> told -> report(poll.at(), poll.purpose(), poll.attempt(), told);
          }
        }
        case Agenda.Stop stop ->
            decide(
                new Fact.AttemptFailed(
                    world.time.instant(),
                    stop.at(),
                    stop.attempt(),
                    epoch,
                    new Failure.Unknown(Failure.Unknown.STOPPED, "stopped"),
                    0.5));
        case Agenda.Look _ -> throw new IllegalStateException("looks are asked for");
      }
    } catch (Faults.Crash died) {
      epoch++;
    }
  }

  /** What a handler that is asked outside an attempt knows. */
  StepContext context(Address at) {
    return context(at, true, world.time.instant().plusSeconds(30));
  }

  private StepContext context(Address at, boolean mayHaveActed, Instant deadline) {
    return new StepContext(
        RUN, at.path().toString(), at.visit(), mayHaveActed, deadline, world.ledger);
  }

  @SuppressWarnings("unchecked") // Inputs are filled by the handler's own contract.
  private StepResult<?> execute(
      Address at, Purpose purpose, Optional<String> token, StepContext context) {
    var step = ((Node.Task) workflow.workflow().node(at)).handler();
    var handler = registry.handler(step);
    var outputs = new ScopeOutputs(state, at.scope(), payloads());
    var input = registry.input(step, workflow.workflow(), at, outputs);
    try {
      if (purpose == Purpose.UNDO) {
        return ((Undoable<Record>) (Object) handler).undo(input, context);
      }
      return token.isPresent()
          ? handler.poll(input, token.get(), context)
          : handler.execute(input, context);
    } catch (RuntimeException thrown) {
      throw thrown;
    } catch (Exception thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  private void report(Address at, Purpose purpose, int attempt, StepResult<?> result) {
    var now = world.time.instant();
    decide(
        switch (result) {
          case StepResult.Done<?>(Undoable.Undone undone) when purpose == Purpose.UNDO ->
              new Fact.UndoSucceeded(now, at, attempt, epoch, undone.left());
          case StepResult.Done<?>(var output) ->
              new Fact.AttemptSucceeded(
                  now,
                  at,
                  attempt,
                  epoch,
                  Optional.of(stored(new Ref(at.path() + "#" + attempt), output)));
          case StepResult.Pending<?>(var token, var after) ->
              new Fact.AttemptPending(now, at, attempt, epoch, token, after);
          case StepResult.Failed<?>(var failure) ->
              new Fact.AttemptFailed(now, at, attempt, epoch, failure, 0.5);
          case StepResult.LeftOut<?>(var who, var why) ->
              new Fact.AttemptLeftOut(now, at, attempt, epoch, new By(who, why), 0.5);
        });
  }

  /** Who has left out steps, and why. */
  List<By> skips() {
    return journal.stream()
        .filter(Event.StepSkipped.class::isInstance)
        .flatMap(event -> ((Event.StepSkipped) event).by().stream())
        .toList();
  }

  /** All that was told so far. */
  Recording recorded(String name) {
    return new Recording(name, workflow.workflow(), told, payloads);
  }

  Decision decide(Fact fact) {
    var decision = decider.decide(state, fact);
    told.add(new Recording.Told(fact, decision));
    if (decision instanceof Decision.Accepted(var events, var after)) {
      journal.addAll(events);
      state = after;
    }
    return decision;
  }

  /** Asks the wait's probe, for a signal or without one. */
  WaitProbe.Finding<Completion> look(Optional<AssessmentCompleted> signal) {
    return look(signal, world.time.instant());
  }

  WaitProbe.Finding<Completion> look(Optional<AssessmentCompleted> signal, Instant asOf) {
    var at = new Address(Path.ROOT, AssessmentStep.AWAITING_COMPLETION, 1);
    var input = registry.probeInput(at.node(), workflow.workflow(), at, outputs());
    var probe = new AwaitingCompletion(world.folders, world.forms, world.sheets);
    return probe.look(
        (AwaitingCompletion.Input) input, signal, asOf, context(at, false, asOf));
  }

  /** Lets the wait's own probe look, and tells the run what it has found. */
  Pipeline probe() {
    var at = new Address(Path.ROOT, AssessmentStep.AWAITING_COMPLETION, 1);
    if (look(Optional.empty()) instanceof WaitProbe.Finding.Found<Completion>(var completion)) {
      var ref = stored(new Ref("found"), completion);
      decide(new Fact.ProbeFound(world.time.instant(), at, epoch, ref));
    }
    return drive();
  }

  /** Tells the run that its wait's last look has found nothing. */
  Pipeline foundNothing() {
    var at = new Address(Path.ROOT, AssessmentStep.AWAITING_COMPLETION, 1);
    decide(new Fact.ProbeFoundNothing(world.time.instant(), at, epoch));
    return this;
  }

  /** Sends the signal, checked by the probe as the shell does. */
  Decision signal(AssessmentCompleted payload) {
    Fact.Check check =
        switch (look(Optional.of(payload))) {
          case WaitProbe.Finding.Found<Completion>(var completion) ->
              new Fact.Check.Found(stored(new Ref("found"), completion));
          case WaitProbe.Finding.Nothing<Completion> _ -> new Fact.Check.Nothing();
          case WaitProbe.Finding.Refused<Completion>(var code, var why) ->
              new Fact.Check.Refused(code, why);
          case WaitProbe.Finding.Failed<Completion>(var failure) ->
              throw new IllegalStateException(failure.detail());
        };
    return decide(
        new Fact.SignalReceived(
            world.time.instant(),
            "signal",
            AssessmentCompleted.SIGNAL,
            stored(new Ref("payload"), payload),
            new By("test", ""),
            Optional.of(check)));
  }

  /** Lets time pass while the run waits. */
  Pipeline wait(Duration time) {
    world.time.pass(time);
    decide(new Fact.TimeReached(world.time.instant(), epoch, 0.5));
    return this;
  }

  /** Ends the run and takes back what it has made. */
  Pipeline cancel() {
    decide(
        new Fact.Cancel(
            world.time.instant(), new By("test", "no need"), true, false, Optional.empty()));
    return drive();
  }

  GoogleAssets assets() {
    return output(AssessmentStep.CREATE_GOOGLE_ASSETS, GoogleAssets.class);
  }

  Assessment assessment() {
    return output(AssessmentStep.GENERATE_ASSESSMENT, Assessment.class);
  }
}
