package dev.presgen.orchestrator.runtime.jdbc;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Lifecycle;
import dev.presgen.orchestrator.core.Output;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.RunState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * How events, states and payloads are stored. Every type of a sealed family has a name of its own
 * here, so that renaming a record does not change what is on disk.
 */
final class Codec {

  /** The form in which states are stored. A state of another form is folded from its events. */
  static final int STATE_CODEC = 2;

  /** Stored names of events. A name is never changed or given to another event. */
  private static final Map<String, Class<? extends Event>> EVENTS = events();

  private static final Map<Class<? extends Event>, String> EVENT_NAMES = eventNames();

  private static final Map<String, Class<? extends Failure>> FAILURES =
      Map.of(
          "throttled", Failure.Throttled.class,
          "blocked", Failure.Blocked.class,
          "transient", Failure.Transient.class,
          "unknown", Failure.Unknown.class,
          "permanent", Failure.Permanent.class);

  private static final Map<String, Class<? extends Position>> POSITIONS =
      Map.of(
          "queued", Position.Queued.class,
          "ready", Position.Ready.class,
          "executing", Position.Executing.class,
          "retrying", Position.Retrying.class,
          "blocked", Position.Blocked.class,
          "polling", Position.Polling.class,
          "waiting", Position.Waiting.class,
          "joining", Position.Joining.class,
          "stuck", Position.Stuck.class,
          "done", Position.Done.class);

  private static final Map<String, Class<? extends Position.End>> ENDS =
      Map.of("reached", Position.End.Reached.class, "missing", Position.End.Missing.class);

  private static final Map<String, Class<? extends Lifecycle>> LIFECYCLES =
      Map.of(
          "active", Lifecycle.Active.class,
          "paused", Lifecycle.Paused.class,
          "cancelling", Lifecycle.Cancelling.class,
          "undoing", Lifecycle.Undoing.class,
          "ended", Lifecycle.Ended.class);

  private static final Map<String, Class<? extends Output>> OUTPUTS =
      Map.of("one", Output.One.class, "each", Output.Each.class, "nothing", Output.Nothing.class);

  private final JsonMapper mapper = mapper();
  private final JsonMapper strict = strict(mapper);

  private static Map<String, Class<? extends Event>> events() {
    var names = new LinkedHashMap<String, Class<? extends Event>>();
    names.put("RunStarted", Event.RunStarted.class);
    names.put("RunClaimed", Event.RunClaimed.class);
    names.put("AttemptStarted", Event.AttemptStarted.class);
    names.put("AttemptLost", Event.AttemptLost.class);
    names.put("AttemptFailed", Event.AttemptFailed.class);
    names.put("RetryScheduled", Event.RetryScheduled.class);
    names.put("StepBlocked", Event.StepBlocked.class);
    names.put("JobAccepted", Event.JobAccepted.class);
    names.put("StepCompleted", Event.StepCompleted.class);
    names.put("StepSkipped", Event.StepSkipped.class);
    names.put("StepFellBack", Event.StepFellBack.class);
    names.put("StepStuck", Event.StepStuck.class);
    names.put("WaitOpened", Event.WaitOpened.class);
    names.put("TimerFired", Event.TimerFired.class);
    names.put("SignalKept", Event.SignalKept.class);
    names.put("SignalAccepted", Event.SignalAccepted.class);
    names.put("WaitSuspended", Event.WaitSuspended.class);
    names.put("WaitResumed", Event.WaitResumed.class);
    names.put("KeptSignalDropped", Event.KeptSignalDropped.class);
    names.put("WaitClosed", Event.WaitClosed.class);
    names.put("BranchTaken", Event.BranchTaken.class);
    names.put("ItemsListed", Event.ItemsListed.class);
    names.put("BranchesBegun", Event.BranchesBegun.class);
    names.put("CallBegun", Event.CallBegun.class);
    names.put("ChildEnded", Event.ChildEnded.class);
    names.put("ItemsJoined", Event.ItemsJoined.class);
    names.put("BranchesJoined", Event.BranchesJoined.class);
    names.put("CallReturned", Event.CallReturned.class);
    names.put("RunPaused", Event.RunPaused.class);
    names.put("RunResumed", Event.RunResumed.class);
    names.put("CancelRequested", Event.CancelRequested.class);
    names.put("UndoStarted", Event.UndoStarted.class);
    names.put("StepUndone", Event.StepUndone.class);
    names.put("UndoGivenUp", Event.UndoGivenUp.class);
    names.put("Extended", Event.Extended.class);
    names.put("Delegated", Event.Delegated.class);
    names.put("Rewound", Event.Rewound.class);
    names.put("RunEnded", Event.RunEnded.class);
    return names;
  }

  private static Map<Class<? extends Event>, String> eventNames() {
    var names = new HashMap<Class<? extends Event>, String>();
    EVENTS.forEach((name, type) -> names.put(type, name));
    return names;
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  private interface Named {}

  private static JsonMapper mapper() {
    var texts = new SimpleModule();
    asText(texts, Path.class, Path::toString, Path::of);
    asText(texts, Instant.class, InstantText::of, InstantText::read);
    var builder =
        JsonMapper.builder()
            .addModule(texts)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Failure.class, Named.class)
            .addMixIn(Position.class, Named.class)
            .addMixIn(Position.End.class, Named.class)
            .addMixIn(Lifecycle.class, Named.class)
            .addMixIn(Output.class, Named.class);
    for (var family : java.util.List.of(FAILURES, POSITIONS, ENDS, LIFECYCLES, OUTPUTS)) {
      family.forEach((name, type) -> builder.registerSubtypes(new NamedType(type, name)));
    }
    return builder.build();
  }

  private static <T> void asText(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(
        type,
        new ValueSerializer<>() {
          @Override
          public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(write.apply(value));
          }
        });
    module.addDeserializer(
        type,
        new ValueDeserializer<>() {
          @Override
          public T deserialize(JsonParser in, DeserializationContext context) {
            try {
              return read.apply(in.getString());
            } catch (DateTimeException unfit) {
              return context.reportInputMismatch(type, "not %s", type.getSimpleName());
            }
          }
        });
  }

  /** Takes a number for a number alone, and so on. */
  private static JsonMapper strict(JsonMapper mapper) {
    return mapper
        .rebuild()
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            text -> text
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Integer,
            whole -> whole.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
        .build();
  }

  String typeOf(Event event) {
    return Objects.requireNonNull(EVENT_NAMES.get(event.getClass()));
  }

  Event event(String type, String body) {
    var known = EVENTS.get(type);
    if (known == null) {
      throw new IllegalStateException("the journal holds an event of the unknown type " + type);
    }
    return stored(body, known);
  }

  RunState state(String body) {
    return stored(body, RunState.class);
  }

  String write(Object value) {
    return mapper.writeValueAsString(value);
  }

  <T> T read(String body, Class<T> type) {
    return stored(body, type);
  }

  /** What does not fit is told without its words, which may be a learner's. */
  private <T> T stored(String body, Class<T> type) {
    try {
      return mapper.readValue(body, type);
    } catch (JacksonException unfit) {
      throw new IllegalStateException(
          "what is stored does not fit " + type.getName(), Wordless.of(unfit));
    }
  }

  JsonMapper strict() {
    return strict;
  }
}
