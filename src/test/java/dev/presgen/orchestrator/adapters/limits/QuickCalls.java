package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.adapters.limits.quota.Sharing;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** The way out as the settings build it, with pauses that a test does not notice. */
public final class QuickCalls {
  private QuickCalls() {}

  public static OutsideCalls create() {
    return create(new SimpleMeterRegistry());
  }

  /** With limits of its own. */
  public static OutsideCalls create(Sharing sharing) {
    return create(new SimpleMeterRegistry(), new Gate(sharing));
  }

  static OutsideCalls create(MeterRegistry meters) {
    return create(meters, new Gate(Plenty.sharing()));
  }

  static OutsideCalls create(MeterRegistry meters, Gate gate) {
    return new OutsideCalls(
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(30))
                .build()),
        RetryRegistry.of(
            RetryConfig.custom()
                .maxAttempts(3)
                .waitDuration(Duration.ofMillis(1))
                .retryOnResult(new WorthAnotherTry())
                .build()),
        meters,
        gate);
  }
}
