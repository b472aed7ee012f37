package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import dev.presgen.orchestrator.workflows.DocumentStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Documents for as long as a test runs. */
public final class StoredInMemory implements DocumentStore {

  private final TreeMap<String, Document> documents = new TreeMap<>();

  @Override
  public Optional<Document> find(String kind, String name) {
    return Optional.ofNullable(documents.get(kind + "/" + name));
  }

  @Override
  public List<Document> all(String kind) {
    return documents.values().stream().filter(d -> d.kind().equals(kind)).toList();
  }

  @Override
  public void put(String kind, String name, String body) {
    documents.put(kind + "/" + name, new Document(kind, name, body, Instant.EPOCH));
  }
}
