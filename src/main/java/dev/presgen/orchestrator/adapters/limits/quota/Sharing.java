package dev.presgen.orchestrator.adapters.limits.quota;

import dev.presgen.orchestrator.workflows.OutsideQuotas;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * With whom limits are shared.
 *
 * @param quotas what is granted within a minute
 * @param slots what is granted at a time
 */
public record Sharing(Quotas quotas, Slots slots) implements OutsideQuotas {

  @Override
  public List<Standing> standing() {
    return quotas.standing();
  }

  @Override
  public List<Queue> queues() {
    return slots.queues();
  }

  @Override
  public void leave(String runId, Set<String> but) {
    quotas.leave(runId, but);
  }

  /** A question to a database takes milliseconds; what takes longer counts as not answered. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** With nobody: one process has it all. A new process begins with full buckets. */
  public static Sharing inProcess(
      Map<QuotaClass, Allowance> allowances, Map<SlotClass, Integer> most, InstantSource clock) {
    var line = new MemoryLine();
    var buckets =
        buckets(
            allowances,
            (_, allowance) -> {
              var bucket = Bucket.builder().withCustomTimePrecision(meter(clock));
              for (var limit : allowance.bucket().getBandwidths()) {
                bucket.addLimit(limit);
              }
              return bucket.build();
            });
    return new Sharing(
        new Quotas(allowances, buckets, line, clock),
        new Slots(most, new MemorySlots(), line, clock));
  }

  /** With all nodes on a PostgreSQL. All must have the same limits. */
  public static Sharing throughPostgres(
      Map<QuotaClass, Allowance> allowances,
      Map<SlotClass, Integer> most,
      DataSource database,
      InstantSource clock) {
    var jdbc = JdbcClient.create(database);
    var line = new PostgresLine(jdbc);
    var proxies =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("quota_bucket")
            .clientClock(meter(clock))
            .requestTimeout(PATIENCE)
            .build();
    var buckets =
        buckets(
            allowances,
            // A stored bucket keeps its limits: other limits make another bucket.
            (quota, allowance) -> proxies
                .builder()
                .build(quota.id() + " " + allowance.perMinute() + " in " + allowance.minute(),
                    allowance::bucket));
    var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    return new Sharing(
        new Quotas(allowances, buckets, line, clock),
        new Slots(most, new PostgresSlots(jdbc, transaction), line, clock));
  }

  private static Map<QuotaClass, Bucket> buckets(
      Map<QuotaClass, Allowance> allowances, BiFunction<QuotaClass, Allowance, Bucket> make) {
    var buckets = new EnumMap<QuotaClass, Bucket>(QuotaClass.class);
    allowances.forEach((quota, allowance) -> buckets.put(quota, make.apply(quota, allowance)));
    return Collections.unmodifiableMap(buckets);
  }

  /** Of all nodes, so it must be the time of day; buckets do not mind when it is set back. */
  private static TimeMeter meter(InstantSource clock) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }
}
