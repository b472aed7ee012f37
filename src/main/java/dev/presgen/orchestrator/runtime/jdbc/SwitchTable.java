package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.runtime.Flags.Switching;
import dev.presgen.orchestrator.runtime.Once;
import dev.presgen.orchestrator.workflows.Services.Off;
import dev.presgen.orchestrator.workflows.Services.Service;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people have switched. */
final class SwitchTable {

  private static final String LAST =
      """
      SELECT service, enabled, who, why, at FROM flag_switch s
       WHERE number = (SELECT MAX(number) FROM flag_switch WHERE service = s.service)
      """;

  private static final String OF =
      """
      SELECT enabled, who, why, at FROM flag_switch
       WHERE service = :service ORDER BY number DESC LIMIT :most
      """;

  private static final String ASKED =
      "SELECT fingerprint FROM flag_switch WHERE request_key = :key";

  /** Two at once find the same number free; the key refuses the second. */
  private static final String INSERT =
      """
      INSERT INTO flag_switch (service, number, enabled, who, why, at, request_key, fingerprint)
      SELECT :service, COALESCE(MAX(number), 0) + 1, :enabled, :who, :why, :at, :key, :fingerprint
        FROM flag_switch WHERE service = :service
      """;

  private final JdbcClient jdbc;
  private final Reads reads;

  SwitchTable(JdbcClient jdbc, Reads reads) {
    this.jdbc = jdbc;
    this.reads = reads;
  }

  /** The services that are off. */
  Map<Service, Off> off() {
    return reads
        .get()
        .sql(LAST)
        .query(
            (rows, _) -> rows.getLong("enabled") != 0
                ? Optional.<Off>empty()
                : Service.of(rows.getString("service")).map(service -> off(service, rows)))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableMap(Off::service, off -> off));
  }

  private static Off off(Service service, ResultSet rows) {
    try {
      return new Off(service, rows.getString("who"), rows.getString("why"), at(rows));
    } catch (SQLException broken) {
      throw new IllegalStateException("a row that was just read is gone", broken);
    }
  }

  private static Instant at(ResultSet rows) throws SQLException {
    return Instant.ofEpochMilli(rows.getLong("at"));
  }

  /** What was done to a service, the last first. */
  List<Switching> of(Service service, int most) {
    return reads
        .get()
        .sql(OF)
        .param("service", service.id())
        .param("most", most)
        .query(
            (rows, _) -> new Switching(
                rows.getLong("enabled") != 0,
                new By(rows.getString("who"), rows.getString("why")),
                at(rows)))
        .list();
  }

  /** What was asked under a key, as a hash. */
  Optional<String> asked(Once once) {
    return reads.get().sql(ASKED).param("key", once.key()).query(String.class).optional();
  }

  void insert(Service service, Switching switching, Optional<Once> once) {
    jdbc.sql(INSERT)
        .param("service", service.id())
        .param("enabled", switching.enabled() ? 1 : 0)
        .param("who", switching.by().who())
        .param("why", switching.by().why())
        .param("at", switching.at().toEpochMilli())
        .param("key", once.map(Once::key).orElse(null))
        .param("fingerprint", once.map(Once::fingerprint).orElse(null))
        .update();
  }
}
