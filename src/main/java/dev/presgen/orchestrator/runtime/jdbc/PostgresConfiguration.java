package dev.presgen.orchestrator.runtime.jdbc;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * PostgreSQL, which several nodes share. What is set here are defaults: {@code
 * spring.datasource.hikari} has the last word.
 */
final class PostgresConfiguration {

  /**
   * Half a second of commits waits behind each other when all drivers report at once; and two nodes
   * fit into the 100 connections that a server allows unless told otherwise.
   */
  private static final int CONNECTIONS = 40;

  /**
   * One is flushed while the next is filled. With more the groups are smaller, and a decision costs the
   * server more: with 32 callers by hand about 92 us with one, 110 with two, 130 with four.
   */
  private static final int COMMITS = 2;

  /** Kept open while nothing happens. */
  private static final int CONNECTIONS_IDLE = 8;

  /** A caller is told within five seconds that the database is away: this, and one check. */
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(4);

  private static final Duration CONNECTION_CHECK = Duration.ofSeconds(1);

  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** No statement of ours keeps a server silent for long; a line that is dead does so for ever. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  @Bean(destroyMethod = "close")
  @ConfigurationProperties("spring.datasource.hikari")
  HikariDataSource dataSource(DataSourceProperties properties) {
    var source =
        properties.initializeDataSourceBuilder().type(HikariDataSource.class).build();
    source.setPoolName("postgresql");
    source.setMaximumPoolSize(CONNECTIONS);
    source.setMinimumIdle(CONNECTIONS_IDLE);
    source.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    source.setValidationTimeout(CONNECTION_CHECK.toMillis());
    source.addDataSourceProperty("ApplicationName", "presgen");
    source.addDataSourceProperty("connectTimeout", CONNECT.toSeconds());
    source.addDataSourceProperty("socketTimeout", SILENCE.toSeconds());
    source.addDataSourceProperty("tcpKeepAlive", true);
    return source;
  }

  /** Readers do not wait for writers here, so they need no connections of their own. */
  @Bean
  Reads reads(HikariDataSource dataSource) {
    return Reads.amongWrites(JdbcClient.create(dataSource));
  }

  /** Nothing of ours changes a key, so what only refers to the run need not wait. */
  @Bean
  Dialect dialect() {
    return new Dialect("FOR NO KEY UPDATE", true, COMMITS);
  }

  @Bean(destroyMethod = "close")
  Neighbours neighbours(Drivers drivers) {
    return new Neighbours(drivers);
  }

  /** Due runs are picked by one statement for all of them, which SQLite has no means for. */
  @Bean
  static BeanPostProcessor picksTogether() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DbSchedulerProperties scheduler) {
          scheduler.setPollingStrategy(PollingStrategyConfig.Type.LOCK_AND_FETCH);
        }
        return bean;
      }
    };
  }
}
