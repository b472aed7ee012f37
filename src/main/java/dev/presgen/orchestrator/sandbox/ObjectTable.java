package dev.presgen.orchestrator.sandbox;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one table that holds what exists in the outside services. Callers bring the transaction. */
@Repository
@SandboxOnly
public class ObjectTable {

  private static final String COLUMNS = "kind, id, parent, alias, created_at, version, body";

  private static final String INSERT =
      """
      INSERT INTO sandbox_object (kind, id, parent, alias, created_at, version, body)
      VALUES (:kind, :id, :parent, :alias, :createdAt, :version, :body)
      """;

  /** Changing the row first makes the transaction a writing one, which nobody else is meanwhile. */
  private static final String LOCK =
      "UPDATE sandbox_object SET version = version + 1 WHERE kind = :kind AND id = :id";

  private static final String SAVE =
      "UPDATE sandbox_object SET parent = :parent, body = :body WHERE kind = :kind AND id = :id";

  private static final String DELETE = "DELETE FROM sandbox_object WHERE kind = :kind AND id = :id";

  /** By the primary key. */
  private static final String FIND =
      "SELECT " + COLUMNS + " FROM sandbox_object WHERE kind = :kind AND id = :id";

  /** By sandbox_object_alias. */
  private static final String FIND_BY_ALIAS =
      "SELECT " + COLUMNS + " FROM sandbox_object WHERE kind = :kind AND alias = :alias";

  /** By sandbox_object_parent. */
  private static final String BELOW =
      "SELECT "
          + COLUMNS
          + " FROM sandbox_object WHERE kind = :kind AND parent = :parent ORDER BY created_at, id";

  private static final String ALL =
      "SELECT " + COLUMNS + " FROM sandbox_object WHERE kind = :kind ORDER BY created_at, id";

  private static final RowMapper<Stored> ROW =
      (row, number) -> new Stored(
          Kind.valueOf(row.getString("kind").toUpperCase(java.util.Locale.ROOT)),
          row.getString("id"),
          row.getString("parent"),
          row.getString("alias"),
          Moments.ofMicros(row.getLong("created_at")),
          row.getLong("version"),
          (ObjectNode) JsonMapper.shared().readTree(row.getString("body")));

  private final JdbcClient jdbc;

  ObjectTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds a new object; its id and alias must be unused within the kind. */
  public void insert(Stored stored) {
    jdbc.sql(INSERT)
        .param("kind", stored.kind().column())
        .param("id", stored.id())
        .param("parent", stored.parent())
        .param("alias", stored.alias())
        .param("createdAt", Moments.toMicros(stored.createdAt()))
        .param("version", stored.version())
        .param("body", stored.body().toString())
        .update();
  }

  public Optional<Stored> find(Kind kind, String id) {
    return jdbc.sql(FIND).param("kind", kind.column()).param("id", id).query(ROW).optional();
  }

  public Optional<Stored> findByAlias(Kind kind, String alias) {
    return jdbc.sql(FIND_BY_ALIAS)
        .param("kind", kind.column())
        .param("alias", alias)
        .query(ROW)
        .optional();
  }

  /** The object, held against other writers until the transaction ends, its version one higher than before. */
  public Optional<Stored> lock(Kind kind, String id) {
    var rows = jdbc.sql(LOCK).param("kind", kind.column()).param("id", id).update();
    return rows == 0 ? Optional.empty() : find(kind, id);
  }

  /** Writes parent and body of an object that was locked in this transaction. */
  public void save(Stored stored) {
    jdbc.sql(SAVE)
        .param("kind", stored.kind().column())
        .param("id", stored.id())
        .param("parent", stored.parent())
        .param("body", stored.body().toString())
        .update();
  }

  public void delete(Kind kind, String id) {
    jdbc.sql(DELETE).param("kind", kind.column()).param("id", id).update();
  }

  /** Oldest first. */
  public List<Stored> below(Kind kind, String parent) {
    return jdbc.sql(BELOW).param("kind", kind.column()).param("parent", parent).query(ROW).list();
  }

  /** Oldest first. */
  public List<Stored> all(Kind kind) {
    return jdbc.sql(ALL).param("kind", kind.column()).query(ROW).list();
  }
}
