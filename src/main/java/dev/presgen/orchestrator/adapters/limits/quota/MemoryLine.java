package dev.presgen.orchestrator.adapters.limits.quota;

import dev.presgen.orchestrator.workflows.OnBehalf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits in this process. */
final class MemoryLine implements Line {

  private final Map<String, Queue> queues = new ConcurrentHashMap<>();

  private record Key(String runId, String path) {
    static Key of(OnBehalf who) {
      return new Key(who.runId(), who.path());
    }
  }

  /** Times are milliseconds since 1970. */
  private record Entry(long deadline, Key key, long cost, long comesAt) {}

  private static final Comparator<Entry> NEAREST_FIRST =
      Comparator.comparingLong(Entry::deadline)
          .thenComparing(entry -> entry.key().runId())
          .thenComparing(entry -> entry.key().path());

  private static final class Queue {
    private final Map<Key, Entry> entries = new HashMap<>();
    private long heldUntil;

    synchronized Ahead ahead(OnBehalf who, long now, double perSecond, long claimsUntil) {
      drop(now);
      var key = Key.of(who);
      var own = new Entry(who.deadline().toEpochMilli(), key, 0, 0);
      boolean waits = entries.containsKey(key);
      var before =
          entries.values()
              .stream()
              .filter(entry -> !entry.key().equals(key) && NEAREST_FIRST.compare(entry, own) < 0)
              .toList();
      return new Ahead(
          entries.size() - (waits ? 1 : 0),
          before.size(),
          before.stream().mapToLong(Entry::cost).sum(),
          claimed(before, now, perSecond, claimsUntil),
          waits,
          Instant.ofEpochMilli(heldUntil));
    }

    private static double claimed(
        List<Entry> before, long now, double perSecond, long claimsUntil) {
      var coming = new ArrayList<>(before);
      coming.removeIf(entry -> entry.comesAt() > claimsUntil);
      coming.sort(Comparator.comparingLong(Entry::comesAt));
      double most = 0;
      long taken = 0;
      for (var entry : coming) {
        taken += entry.cost();
        most = Math.max(most, taken - perSecond * Math.max(0, entry.comesAt() - now) / 1_000);
      }
      return most;
    }

    private void drop(long now) {
      entries.values().removeIf(entry -> entry.comesAt() <= now - LATE.toMillis());
    }

    synchronized void enter(Entry entry, long now) {
      drop(now);
      if (entries.size() < LENGTH_MAX || entries.containsKey(entry.key())) {
        entries.put(entry.key(), entry);
      }
    }

    synchronized void leave(Key key) {
      entries.remove(key);
    }

    synchronized void leave(String runId, Set<String> but) {
      entries.keySet().removeIf(key -> key.runId().equals(runId) && !but.contains(key.path()));
    }

    synchronized void hold(long until) {
      heldUntil = Math.max(heldUntil, until);
    }

    synchronized Waiting waiting(long now) {
      drop(now);
      return new Waiting(
          entries.size(),
          entries.values().stream().mapToLong(Entry::cost).sum(),
          Instant.ofEpochMilli(heldUntil));
    }
  }

  private Queue queue(String name) {
    return queues.computeIfAbsent(name, _ -> new Queue());
  }

  @Override
  public Ahead ahead(
      String queue, OnBehalf who, Instant now, double perSecond, Instant claimsUntil) {
    return queue(queue)
        .ahead(who, now.toEpochMilli(), perSecond, claimsUntil.toEpochMilli());
  }

  @Override
  public void enter(String queue, OnBehalf who, long cost, Instant now, Instant comesAt) {
    var entry =
        new Entry(who.deadline().toEpochMilli(), Key.of(who), cost, comesAt.toEpochMilli());
    queue(queue).enter(entry, now.toEpochMilli());
  }

  @Override
  public void leave(String queue, OnBehalf who) {
    queue(queue).leave(Key.of(who));
  }

  @Override
  public void leave(String runId, Set<String> but) {
    queues.values().forEach(queue -> queue.leave(runId, but));
  }

  @Override
  public void hold(String queue, Instant until) {
    queue(queue).hold(until.toEpochMilli());
  }

  @Override
  public Waiting waiting(String queue, Instant now) {
    return queue(queue).waiting(now.toEpochMilli());
  }
}
