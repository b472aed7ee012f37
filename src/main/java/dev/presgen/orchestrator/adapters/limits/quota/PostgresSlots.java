package dev.presgen.orchestrator.adapters.limits.quota;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who uses a service on all nodes of a PostgreSQL. */
final class PostgresSlots implements SlotTable {

  /** Two who count at the same time would both find the last one free. */
  private static final String ONE_AT_A_TIME = "LOCK TABLE service_slot IN SHARE ROW EXCLUSIVE MODE";

  private static final String DROP_EXPIRED =
      "DELETE FROM service_slot WHERE service = :service AND expires_at <= :now";

  private static final String TAKE =
      """
      INSERT INTO service_slot (service, holder, expires_at)
      SELECT :service, :holder, :until
       WHERE (SELECT count(*) FROM service_slot WHERE service = :service) < :most
          OR EXISTS (SELECT 1 FROM service_slot WHERE service = :service AND holder = :holder)
          ON CONFLICT (service, holder) DO UPDATE SET expires_at = excluded.expires_at
      """;

  private static final String KEEP =
      """
      INSERT INTO service_slot (service, holder, expires_at) VALUES (:service, :holder, :until)
          ON CONFLICT (service, holder) DO UPDATE SET expires_at = excluded.expires_at
      """;

  private static final String FREE =
      "DELETE FROM service_slot WHERE service = :service AND holder = :holder";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  PostgresSlots(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Override
  public boolean take(String service, String holder, Instant now, Instant until, int most) {
    return Boolean.TRUE.equals(
        transaction.execute(
            _ -> {
              jdbc.sql(ONE_AT_A_TIME).update();
              jdbc.sql(DROP_EXPIRED)
                  .param("service", service)
                  .param("now", now.toEpochMilli())
                  .update();
              return jdbc.sql(TAKE)
                  .param("service", service)
                  .param("holder", holder)
                  .param("until", until.toEpochMilli())
                  .param("most", most)
                  .update() == 1;
            }));
  }

  @Override
  public void keep(String service, String holder, Instant until) {
    jdbc.sql(KEEP)
        .param("service", service)
        .param("holder", holder)
        .param("until", until.toEpochMilli())
        .update();
  }

  @Override
  public void free(String service, String holder) {
    jdbc.sql(FREE).param("service", service).param("holder", holder).update();
  }
}
