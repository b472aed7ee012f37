package dev.presgen.orchestrator.runtime.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The embedded database: SQLite with a write-ahead log that is flushed at every commit. One
 * connection writes, so that nobody waits for a lock that cannot be had; some others only read.
 */
final class SqliteConfiguration {

  /** Longer than any transaction of ours by far: whoever waits this long meets a bug. */
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(20);

  /** A read takes far less than a millisecond, a long list some: more would not read faster. */
  private static final int READERS = 4;

  @Bean(destroyMethod = "close")
  DataFolder dataFolder(RuntimeProperties properties) {
    return DataFolder.take(properties.dataDir());
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(DataFolder folder) {
    var config = connections(folder, "sqlite", 1);
    config.addDataSourceProperty("journal_mode", "WAL");
    config.addDataSourceProperty("synchronous", "FULL");
    config.addDataSourceProperty("foreign_keys", "true");
    config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
    return new HikariDataSource(config);
  }

  @Bean(destroyMethod = "close")
  Reads reads(DataFolder folder, HikariDataSource dataSource) {
    var config = connections(folder, "sqlite-reads", READERS);
    config.setConnectionInitSql("PRAGMA query_only = true");
    return Reads.besideWrites(JdbcClient.create(dataSource), new HikariDataSource(config));
  }

  @Bean
  Dialect dialect() {
    return new Dialect("", false, 1);
  }

  private static HikariConfig connections(DataFolder folder, String name, int most) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl("jdbc:sqlite:" + folder.database().toAbsolutePath());
    config.setMaximumPoolSize(most);
    config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    config.addDataSourceProperty("busy_timeout", "5000");
    return config;
  }

  /**
   * Gives back what the last process on this folder was driving when it ended: the lock on the
   * folder proves that it has.
   */
  @Bean
  @DependsOnDatabaseInitialization
  Integer releasedRuns(JdbcClient jdbc) {
    return jdbc.sql(
        """
            UPDATE scheduled_tasks SET picked = 0, picked_by = NULL, last_heartbeat = NULL,
                                       version = version + 1
             WHERE picked = 1
            """)
        .update();
  }
}
