package dev.presgen.orchestrator.adapters.presgen;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How jobs are polled: each wait is twice the one before.
 *
 * @param pollInitial the first wait
 * @param pollMax the longest wait
 * @param pollFor how long a job is waited for in all; the services' own figure
 */
@ConfigurationProperties("presgen.jobs")
record JobsProperties(
    @DefaultValue("5s") Duration pollInitial,
    @DefaultValue("30s") Duration pollMax,
    @DefaultValue("1h") Duration pollFor) {

  JobsProperties {
    if (!pollInitial.isPositive() || pollMax.compareTo(pollInitial) < 0) {
      throw new IllegalArgumentException(
          "presgen.jobs.poll-initial must be positive, and poll-max no shorter than it.");
    }
    if (!pollFor.isPositive()) {
      throw new IllegalArgumentException("presgen.jobs.poll-for must be positive.");
    }
  }
}
