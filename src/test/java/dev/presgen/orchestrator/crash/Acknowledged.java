package dev.presgen.orchestrator.crash;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What clients were told is accepted. */
final class Acknowledged {
  private final Collection<Promise> promises = new ConcurrentLinkedQueue<>();

  enum Kind {
    START,
    SIGNAL,
    ORDER
  }

  /**
   * Something that was accepted.
   *
   * @param key under which it was asked; also the reason that an order gives
   * @param path where it was asked, and {@code body} with what
   * @param run the id of the run that it is about
   */
  record Promise(Kind kind, String key, String path, String body, String run) {
    @Override
    public String toString() {
      return kind + " " + key + " of run " + run;
    }
  }

  void add(Promise promise) {
    promises.add(promise);
  }

  List<Promise> all() {
    return List.copyOf(promises);
  }

  List<Promise> all(Kind kind) {
    return promises.stream().filter(promise -> promise.kind() == kind).toList();
  }

  List<Promise> of(String run, Kind kind) {
    return all(kind).stream().filter(promise -> promise.run().equals(run)).toList();
  }
}
