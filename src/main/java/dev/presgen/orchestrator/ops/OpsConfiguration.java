package dev.presgen.orchestrator.ops;

import dev.presgen.orchestrator.runtime.Runs;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpsConfiguration {

  /** The subscription of the metrics, which ends with the context. */
  @Bean(destroyMethod = "close")
  AutoCloseable runMetrics(Runs runs, MeterRegistry meters) {
    return runs.listen(new RunMetrics(meters));
  }
}
