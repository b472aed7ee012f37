package dev.presgen.orchestrator.adapters.limits;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {
  @Bean
  World chosenWorld(Environment environment) {
    return World.of(environment);
  }

  @Bean
  OwnAddress ownAddress() {
    return new OwnAddress();
  }

  @Bean
  OutsideCalls outsideCalls(
      CircuitBreakerRegistry breakers, RetryRegistry retries, MeterRegistry meters) {
    return new OutsideCalls(breakers, retries, meters);
  }
}
