package dev.presgen.orchestrator.runtime.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The embedded database: SQLite with a write-ahead log that is flushed at every commit. One
 * connection writes, so that nobody waits for a lock that cannot be had.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RuntimeProperties.class)
class SqliteConfiguration {

  /** Longer than any transaction of ours by far: whoever waits this long meets a bug. */
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(20);

  @Bean(destroyMethod = "close")
  DataFolder dataFolder(RuntimeProperties properties) {
    return DataFolder.take(properties.dataDir());
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(DataFolder folder) {
    var config = new HikariConfig();
    config.setPoolName("sqlite");
    config.setJdbcUrl("jdbc:sqlite:" + folder.database().toAbsolutePath());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    config.addDataSourceProperty("journal_mode", "WAL");
    config.addDataSourceProperty("synchronous", "FULL");
    config.addDataSourceProperty("foreign_keys", "true");
    config.addDataSourceProperty("busy_timeout", "5000");
    config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
    return new HikariDataSource(config);
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
