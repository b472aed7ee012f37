package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.adapters.limits.quota.Sharing;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitsProperties.class)
class LimitsConfiguration {
  @Bean
  World chosenWorld(Environment environment) {
    return World.of(environment);
  }

  @Bean
  OwnAddress ownAddress() {
    return new OwnAddress();
  }

  /** Nodes that share a database share the limits; a file has one process. */
  @Bean
  Sharing sharing(
      LimitsProperties limits,
      World world,
      Environment environment,
      DataSource database,
      InstantSource clock) {
    limits.fit(world, environment.getProperty("presgen.google.root-url", ""));
    return environment
        .getProperty("spring.datasource.url", "")
        .startsWith("jdbc:postgresql:")
            ? Sharing.throughPostgres(limits.allowances(), limits.slots(), database, clock)
            : Sharing.inProcess(limits.allowances(), limits.slots(), clock);
  }

  @Bean
  QuotaMetrics quotaMetrics(Sharing sharing, InstantSource clock) {
    return new QuotaMetrics(sharing, clock);
  }

  @Bean
  OutsideCalls outsideCalls(
      CircuitBreakerRegistry breakers,
      RetryRegistry retries,
      MeterRegistry meters,
      Sharing sharing) {
    return new OutsideCalls(breakers, retries, meters, new Gate(sharing));
  }
}
