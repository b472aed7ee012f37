package dev.presgen.orchestrator.workflows;

import dev.presgen.orchestrator.core.Address;
import dev.presgen.orchestrator.core.Contract;
import dev.presgen.orchestrator.core.Contract.Need;
import dev.presgen.orchestrator.core.Contract.Shape;
import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.Wiring;
import dev.presgen.orchestrator.core.Workflow;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds handlers and probes by the name of their step, and fills their inputs. */
@Component
public final class StepRegistry {

  private final Map<String, StepHandler<?, ?>> handlers = new HashMap<>();
  private final Map<String, WaitProbe<?, ?, ?>> probes = new HashMap<>();
  private final Map<String, Input> handlerInputs = new HashMap<>();
  private final Map<String, Input> probeInputs = new HashMap<>();

  /**
   * A registry of handlers and probes, each named by {@link Step}.
   *
   * @throws IllegalArgumentException when one has no name, or shares it with another
   */
  public StepRegistry(List<StepHandler<?, ?>> handlers, List<WaitProbe<?, ?, ?>> probes) {
    handlers.forEach(handler -> put(this.handlers, handler));
    probes.forEach(probe -> put(this.probes, probe));
    this.handlers.forEach(
        (step, handler) -> handlerInputs.put(
            step, Input.of(arguments(handler.getClass(), StepHandler.class).getFirst())));
    this.probes.forEach(
        (step, probe) -> probeInputs.put(
            step, Input.of(arguments(probe.getClass(), WaitProbe.class).getFirst())));
  }

  /** What a handler or a probe takes: its record, looked into once. */
  private record Input(Constructor<?> constructor, List<Need> needs) {

    static Input of(Class<?> type) {
      var needs = StepRegistry.needs(type);
      try {
        var constructor =
            type.getDeclaredConstructor(
                Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return new Input(constructor, needs);
      } catch (NoSuchMethodException impossible) {
        throw new IllegalStateException(type + " cannot be made", impossible);
      }
    }

    Record fill(Workflow workflow, Address at, Outputs outputs) {
      var values = needs.stream().map(need -> value(need, workflow, at, outputs)).toArray();
      try {
        return (Record) constructor.newInstance(values);
      } catch (InvocationTargetException refused) {
        throw new IllegalStateException(
            constructor.getDeclaringClass() + " refuses its input", refused.getCause());
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(
            constructor.getDeclaringClass() + " cannot be made", impossible);
      }
    }
  }

  private static <T> void put(Map<String, T> named, T part) {
    var step = part.getClass().getAnnotation(Step.class);
    if (step == null) {
      throw new IllegalArgumentException(part.getClass() + " has no @Step with its name");
    }
    if (named.put(step.value(), part) != null) {
      throw new IllegalArgumentException("two classes are called step " + step.value());
    }
  }

  /** The handler of a step. */
  @SuppressWarnings("unchecked") // Inputs are filled by the handler's own contract.
  public StepHandler<Record, Record> handler(String step) {
    return (StepHandler<Record, Record>) found(handlers, step);
  }

  /** The names of the steps that ask for the switch of a service. */
  public Set<String> switchedBy(Services.Service service) {
    return handlers.entrySet()
        .stream()
        .filter(handler -> handler.getValue().switchedBy().contains(service))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The probe of a wait. */
  @SuppressWarnings("unchecked") // Inputs are filled by the probe's own contract.
  public WaitProbe<Record, Record, Record> probe(String step) {
    return (WaitProbe<Record, Record, Record>) found(probes, step);
  }

  /** What the handler of a step takes and gives. */
  public Contract contract(String step) {
    var handler = found(handlers, step);
    var types = arguments(handler.getClass(), StepHandler.class);
    return new Contract(
        found(handlerInputs, step).needs(), types.getLast(), handler instanceof Undoable<?>);
  }

  /** What the probe of a wait takes and gives. */
  public Contract probeContract(String step) {
    var types = arguments(found(probes, step).getClass(), WaitProbe.class);
    return new Contract(found(probeInputs, step).needs(), types.getLast(), false);
  }

  /** The input of a step at an address, filled from what the address can see. */
  public Record input(String step, Workflow workflow, Address at, Outputs outputs) {
    return found(handlerInputs, step).fill(workflow, at, outputs);
  }

  /** The input of a probe at an address, filled from what the address can see. */
  public Record probeInput(String step, Workflow workflow, Address at, Outputs outputs) {
    return found(probeInputs, step).fill(workflow, at, outputs);
  }

  private static <T> T found(Map<String, T> named, String step) {
    var part = named.get(step);
    if (part == null) {
      throw new IllegalArgumentException("no class is called step " + step);
    }
    return part;
  }

  private static Object value(Need need, Workflow workflow, Address at, Outputs outputs) {
    return switch (Wiring.source(workflow, at.scope(), need)) {
      case Wiring.Source.NodeOutput(var node) ->
          switch (need.shape()) {
            case ONE -> outputs.get(node, need.type());
            case OPTIONAL -> outputs.find(node, need.type());
            case EACH -> outputs.each(node, need.type());
          };
      case Wiring.Source.ItemValue(var each) -> {
        var key = at.scope().keyOf(each.name()).orElseThrow();
        yield each.items()
            .list()
            .apply(outputs)
            .stream()
            .filter(item -> item.key().equals(key))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("no item " + key + " of " + each.name()))
            .value();
      }
      case Wiring.Source.Unclear(var why) ->
          throw new IllegalStateException(at.path() + ", input " + need.component() + ": " + why);
    };
  }

  private static List<Need> needs(Class<?> input) {
    if (!input.isRecord()) {
      throw new IllegalArgumentException(input + " must be a record");
    }
    return Stream.of(input.getRecordComponents()).map(StepRegistry::need).toList();
  }

  private static Need need(RecordComponent component) {
    var from = Optional.ofNullable(component.getAnnotation(From.class)).map(From::value);
    var type = component.getGenericType();
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return new Need(component.getName(), raw(generic, 0), from, Shape.OPTIONAL);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      return new Need(component.getName(), raw(generic, 1), from, Shape.EACH);
    }
    return new Need(component.getName(), component.getType(), from, Shape.ONE);
  }

  private static Class<?> raw(ParameterizedType generic, int argument) {
    return raw(generic.getActualTypeArguments()[argument]);
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> raw(generic.getRawType());
      default -> throw new IllegalArgumentException(type + " must be a class");
    };
  }

  /** The type arguments with which a class implements an interface. */
  private static List<? extends Class<?>> arguments(Class<?> type, Class<?> wanted) {
    return Stream.of(type.getGenericInterfaces())
        .filter(
            implemented -> implemented instanceof ParameterizedType generic
                && generic.getRawType() == wanted)
        .findFirst()
        .map(ParameterizedType.class::cast)
        .map(
            generic -> Stream.of(generic.getActualTypeArguments()).map(StepRegistry::raw).toList())
        .orElseThrow(
            () -> new IllegalArgumentException(
                type + " must implement " + wanted.getSimpleName() + " itself"));
  }
}
