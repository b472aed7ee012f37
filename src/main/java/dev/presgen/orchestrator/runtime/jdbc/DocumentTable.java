package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.workflows.DocumentStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Documents that people bring. */
final class DocumentTable implements DocumentStore {

  private static final String FIND =
      "SELECT kind, name, body, updated_at FROM document WHERE kind = :kind AND name = :name";

  private static final String ALL =
      """
      SELECT kind, name, body, updated_at FROM document
       WHERE kind = :kind ORDER BY name LIMIT 200
      """;

  private static final String PUT =
      """
      INSERT INTO document (kind, name, body, updated_at) VALUES (:kind, :name, :body, :now)
      ON CONFLICT (kind, name) DO UPDATE SET body = :body, updated_at = :now
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  DocumentTable(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<Document> find(String kind, String name) {
    return jdbc.sql(FIND)
        .param("kind", kind)
        .param("name", name)
        .query(DocumentTable::document)
        .optional();
  }

  @Override
  public List<Document> all(String kind) {
    // Databases sort as the language does that they are set up for.
    return jdbc.sql(ALL)
        .param("kind", kind)
        .query(DocumentTable::document)
        .list()
        .stream()
        .sorted(Comparator.comparing(Document::name))
        .toList();
  }

  @Override
  public void put(String kind, String name, String body) {
    jdbc.sql(PUT)
        .param("kind", kind)
        .param("name", name)
        .param("body", body)
        .param("now", clock.millis())
        .update();
  }

  private static Document document(ResultSet rows, int number) throws SQLException {
    return new Document(
        rows.getString("kind"),
        rows.getString("name"),
        rows.getString("body"),
        Instant.ofEpochMilli(rows.getLong("updated_at")));
  }
}
