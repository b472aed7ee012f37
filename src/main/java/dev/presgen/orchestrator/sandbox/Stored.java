package dev.presgen.orchestrator.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object of an outside service.
 *
 * @param parent a file's folder, a response's form, else null
 * @param alias a second name, unique within the kind, else null
 * @param version counts the changes, from 1
 * @param body what the service knows of it; mutable on purpose, it is edited and saved inside one transaction
 */
public record Stored(
    Kind kind,
    String id,
    @Nullable String parent,
    @Nullable String alias,
    Instant createdAt,
    long version,
    ObjectNode body) {

  /** A new object, not saved yet. */
  public static Stored made(Kind kind, String id, ObjectNode body) {
    return new Stored(kind, id, null, null, Moments.now(), 1, body);
  }

  /** The same below another parent. */
  public Stored below(String newParent) {
    return new Stored(kind, id, newParent, alias, createdAt, version, body);
  }

  /** The same with a second name. */
  public Stored known(@Nullable String newAlias) {
    return new Stored(kind, id, parent, newAlias, createdAt, version, body);
  }
}
