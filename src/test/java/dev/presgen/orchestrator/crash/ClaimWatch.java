package dev.presgen.orchestrator.crash;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Notes in the database itself which server claims a run and which one decides about it, so that the
 * proof does not rest on what the servers believe. Each server has a database user of its own.
 */
final class ClaimWatch {
  private static final String NOTES =
      """
      CREATE TABLE noted (id bigserial PRIMARY KEY, run_id text, server text, claim boolean,
                          type text);
      CREATE INDEX noted_by_run ON noted (run_id, id);
      CREATE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.epoch <> OLD.epoch THEN
          INSERT INTO noted (run_id, server, claim, type)
          VALUES (NEW.run_id, session_user, true, '');
        END IF;
        RETURN NULL;
      END $$;
      CREATE FUNCTION note_event() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO noted (run_id, server, claim, type)
        VALUES (NEW.run_id, session_user, false, NEW.type);
        RETURN NULL;
      END $$;
      CREATE TRIGGER note_claim AFTER UPDATE ON run FOR EACH ROW EXECUTE FUNCTION note_claim();
      CREATE TRIGGER note_event AFTER INSERT ON run_event
         FOR EACH ROW EXECUTE FUNCTION note_event();
      """;

  /** What only a driver decides; callers are answered by any server. */
  private static final String STALE =
      """
      SELECT run_id, type, server, claimer
        FROM (SELECT e.*, (SELECT c.server FROM noted c
                            WHERE c.run_id = e.run_id AND c.claim AND c.id < e.id
                            ORDER BY c.id DESC LIMIT 1) AS claimer
                FROM noted e
               WHERE NOT e.claim
                 AND e.type IN ('RunClaimed', 'AttemptStarted', 'AttemptLost', 'JobAccepted',
                                'StepCompleted', 'StepUndone')) AS decided
       WHERE claimer IS DISTINCT FROM server
      """;

  private static final String TAKEOVERS =
      """
      SELECT count(*)
        FROM (SELECT server, lag(server) OVER (PARTITION BY run_id ORDER BY id) AS before
                FROM noted WHERE claim) AS claims
       WHERE server <> before
      """;

  private final DataSource database;

  private ClaimWatch(DataSource database) {
    this.database = database;
  }

  /** Begins; the servers have made their tables, and there are no runs yet. */
  static ClaimWatch start(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(NOTES);
    }
    return new ClaimWatch(database);
  }

  /** What servers decided about runs that another one had claimed. */
  List<String> stale() throws SQLException {
    var found = new ArrayList<String>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(STALE)) {
      while (rows.next()) {
        found.add(
            "run %s: %s by %s, claimed by %s"
                .formatted(
                    rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
      }
    }
    return found;
  }

  /** How often a run went from one server to another. */
  long takeovers() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(TAKEOVERS)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
