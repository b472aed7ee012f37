package dev.presgen.orchestrator.workflows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The objects that a run has made, or meant to make, in outside services. Each method is committed
 * when it returns, so that a crash after it finds what it wrote. An attempt whose result comes too
 * late to count still enters what it made.
 */
public interface Ledger {

  /** Whether an object exists outside. */
  enum State {
    /** About to be made; whether it was is not known until somebody looks. */
    INTENDED,
    EXISTS,
    /** May exist a second time: made with an outcome that nobody could find out. */
    UNKNOWN,
    UNDONE,
    /** Could not be undone, or must not be. */
    LEFT
  }

  /**
   * One object.
   *
   * @param kind {@code folder}, {@code form}, {@code sheet}, {@code deck}, {@code video}, {@code
   *     permission}, …
   * @param marker what finds it again: unique among the run's objects of its kind
   * @param externalId the service's id, once known
   * @param url where a person opens it
   * @param path the node that made it
   * @param createdAt when it was intended, and once it exists, when that was entered
   */
  record Entry(
      String kind,
      String marker,
      Optional<String> externalId,
      Optional<String> url,
      String path,
      State state,
      Instant createdAt,
      Optional<Instant> undoneAt) {}

  /**
   * Says that an object is about to be made. The same kind and marker again answer the same entry. An
   * attempt whose run was taken over meanwhile gets no answer: it is ended here.
   */
  Entry intend(String kind, String marker);

  /** As {@link #intend(String, String)}, for an object whose id is chosen before it is made. */
  Entry intend(String kind, String marker, String externalId);

  /** Says that the object exists. It need not have been intended. */
  Entry made(String kind, String marker, String externalId, Optional<String> url);

  /**
   * Notes the id under which a service works on an object that is intended. Says nothing of one that
   * is not.
   */
  void underway(String kind, String marker, String externalId);

  /**
   * Says that an object that came to nothing is about to be made anew: it is intended again, and what
   * was known of the earlier try is forgotten. Says nothing of one that is not {@link State#UNDONE}.
   */
  void again(String kind, String marker);

  /** Says what has become of an object, such as {@link State#UNDONE}. */
  void settle(String kind, String marker, State state);

  /** All objects of the run, in the order in which they were intended. At most 2,000. */
  List<Entry> entries();

  default Optional<Entry> find(String kind, String marker) {
    return entries().stream()
        .filter(entry -> entry.kind().equals(kind) && entry.marker().equals(marker))
        .findFirst();
  }
}
