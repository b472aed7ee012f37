package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What simulations came across, so that a swarm that tests nothing is noticed. */
final class Seen {

  private final Map<Trouble, Long> troubles = new EnumMap<>(Trouble.class);
  private final Map<Status, Long> rests = new EnumMap<>(Status.class);
  private final Map<Status, Long> ends = new EnumMap<>(Status.class);
  private final Map<Class<?>, Long> events = new LinkedHashMap<>();
  private final Map<String, Long> answers = new TreeMap<>();
  private long happened;

  void trouble(Trouble trouble) {
    troubles.merge(trouble, 1L, Long::sum);
  }

  void event(Event event) {
    events.merge(event.getClass(), 1L, Long::sum);
  }

  /** Where a run stood when the troubles were over. */
  void rest(Status status) {
    rests.merge(status, 1L, Long::sum);
  }

  void end(Status status) {
    ends.merge(status, 1L, Long::sum);
  }

  /** What somebody was answered: accepted, or the code of a refusal. */
  void answer(String code) {
    answers.merge(code, 1L, Long::sum);
  }

  void happened(long count) {
    happened += count;
  }

  synchronized void add(Seen other) {
    other.troubles.forEach((key, count) -> troubles.merge(key, count, Long::sum));
    other.rests.forEach((key, count) -> rests.merge(key, count, Long::sum));
    other.ends.forEach((key, count) -> ends.merge(key, count, Long::sum));
    other.events.forEach((key, count) -> events.merge(key, count, Long::sum));
    other.answers.forEach((key, count) -> answers.merge(key, count, Long::sum));
    happened += other.happened;
  }

  long events() {
    return events.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What no simulation came across, though it should have. */
  List<String> missing() {
    var missing = new ArrayList<String>();
    everyEvent(Event.class)
        .filter(type -> !events.containsKey(type))
        .forEach(type -> missing.add("event " + type.getSimpleName()));
    Arrays.stream(Trouble.values())
        .filter(trouble -> !troubles.containsKey(trouble))
        .forEach(trouble -> missing.add("trouble " + trouble));
    List.of(Status.COMPLETED, Status.FAILED, Status.CANCELLED, Status.PAUSED,
        Status.NEEDS_ATTENTION, Status.WAITING)
        .stream()
        .filter(status -> !rests.containsKey(status))
        .forEach(status -> missing.add("rest " + status));
    List.of(Status.COMPLETED, Status.FAILED, Status.CANCELLED)
        .stream()
        .filter(status -> !ends.containsKey(status))
        .forEach(status -> missing.add("end " + status));
    return missing;
  }

  private static Stream<Class<?>> everyEvent(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Seen::everyEvent)
        : Stream.of(type);
  }

  @Override
  public String toString() {
    var byName = new TreeMap<String, Long>();
    events.forEach((type, count) -> byName.put(type.getSimpleName(), count));
    return """
        %d steps, %d journal events
        events   %s
        troubles %s
        rests    %s
        ends     %s
        answers  %s"""
        .formatted(happened, events(), byName, troubles, rests, ends, answers);
  }
}
