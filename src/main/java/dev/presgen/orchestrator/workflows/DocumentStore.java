package dev.presgen.orchestrator.workflows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps documents that people bring, such as item banks, where every node finds them. */
public interface DocumentStore {

  /**
   * A document.
   *
   * @param kind what it is, such as {@code item-bank}
   * @param name unique among its kind
   * @param body at most 1 MB of text
   */
  record Document(String kind, String name, String body, Instant updatedAt) {}

  Optional<Document> find(String kind, String name);

  /** All documents of a kind, by name; at most 200. */
  List<Document> all(String kind);

  /** Stores a document, in place of the one with its name. */
  void put(String kind, String name, String body);
}
