package dev.presgen.orchestrator.runtime.jdbc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits decisions of several callers together when they queue. Nobody waits for company: whoever finds
 * a commit free takes it, alone; who finds none free waits, and the first of those who wait commits
 * for all of them when one becomes free.
 *
 * <p>Decisions that fail together are tried once more each on its own, by whoever brought it, so that
 * nobody fails for the sake of another.
 */
final class GroupCommit<T> {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /** More would not commit faster, and holds the locks of more runs for longer. */
  static final int MOST = 64;

  private final Function<List<T>, List<Boolean>> database;
  private final Lock lock = new ReentrantLock();
  private final Queue<Waiting<T>> queue = new ArrayDeque<>();
  private int free;

  /**
   * Commits to one database.
   *
   * @param database commits decisions together, and says of each whether it was stored
   * @param atOnce how many commits are made at a time, from 1; further ones wait
   */
  GroupCommit(Function<List<T>, List<Boolean>> database, int atOnce) {
    if (atOnce < 1) {
      throw new IllegalArgumentException("somebody has to commit, not " + atOnce);
    }
    this.database = database;
    this.free = atOnce;
  }

  /** A decision in the queue, and what its caller is told. */
  private record Waiting<T>(T decision, CompletableFuture<Told<T>> told) {}

  private sealed interface Told<T> {
    /** Somebody has committed; this says whether it was stored. */
    record Committed<T>(boolean stored) implements Told<T> {}

    /** Its caller commits these, of which its own is the first. */
    record Leads<T>(List<Waiting<T>> group) implements Told<T> {}

    /** It failed together with others. */
    record Alone<T>() implements Told<T> {}
  }

  /**
   * Commits a decision.
   *
   * @return whether it was stored; not when its run has changed since it was read
   */
  boolean commit(T decision) {
    return switch (enter(new Waiting<>(decision, new CompletableFuture<>()))) {
      case Told.Committed<T>(var stored) -> stored;
      case Told.Leads<T>(var group) -> lead(group);
      case Told.Alone<T>() -> alone(decision);
    };
  }

  private Told<T> enter(Waiting<T> own) {
    lock.lock();
    try {
      if (free > 0) {
        free--;
        return new Told.Leads<>(List.of(own));
      }
      queue.add(own);
    } finally {
      lock.unlock();
    }
    return own.told().join();
  }

  private boolean lead(List<Waiting<T>> group) {
    var others = group.subList(1, group.size());
    List<Boolean> stored;
    try {
      stored = database.apply(group.stream().map(Waiting::decision).toList());
    } catch (RuntimeException | Error failed) {
      passOn();
      others.forEach(other -> other.told().complete(new Told.Alone<>()));
      if (others.isEmpty() || failed instanceof Error) {
        throw failed;
      }
      LOG.debug("{} decisions are committed one by one", group.size(), failed);
      return alone(group.getFirst().decision());
    }
    passOn();
    for (int i = 1; i < group.size(); i++) {
      group.get(i).told().complete(new Told.Committed<>(stored.get(i)));
    }
    return stored.getFirst();
  }

  private boolean alone(T decision) {
    return database.apply(List.of(decision)).getFirst();
  }

  /** Gives the commit to the first of those who wait. */
  private void passOn() {
    var group = new ArrayList<Waiting<T>>();
    lock.lock();
    try {
      while (group.size() < MOST && !queue.isEmpty()) {
        group.add(queue.remove());
      }
      if (group.isEmpty()) {
        free++;
        return;
      }
    } finally {
      lock.unlock();
    }
    group.getFirst().told().complete(new Told.Leads<>(List.copyOf(group)));
  }
}
