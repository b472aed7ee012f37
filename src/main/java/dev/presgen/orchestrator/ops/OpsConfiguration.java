package dev.presgen.orchestrator.ops;

import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import dev.presgen.orchestrator.adapters.limits.World;
import dev.presgen.orchestrator.runtime.Alerts;
import dev.presgen.orchestrator.runtime.Doctor;
import dev.presgen.orchestrator.runtime.Flags;
import dev.presgen.orchestrator.runtime.Runs;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OpsProperties.class)
class OpsConfiguration {

  /** The subscription of the metrics, which ends with the context. */
  @Bean(destroyMethod = "close")
  AutoCloseable runMetrics(Runs runs, MeterRegistry meters) {
    return runs.listen(new RunMetrics(meters));
  }

  /** The subscription of the alerts' metrics, which ends with the context. */
  @Bean(destroyMethod = "close")
  AutoCloseable alertMetrics(Runs runs, Alerts alerts, MeterRegistry meters) {
    return runs.listen(new AlertMetrics(alerts, meters));
  }

  /** Without a database nothing works: it comes first. */
  @Bean
  @Order(1)
  SelfCheck databaseCheck(DataSource database, InstantSource clock) {
    return new DatabaseCheck(database, clock);
  }

  @Bean
  @Order(2)
  WorldCheck worldCheck(World world, Environment environment) {
    return new WorldCheck(world, environment);
  }

  @Bean
  @Order(3)
  SelfCheck dataFolderCheck(OpsProperties properties) {
    return new DataFolderCheck(properties.dataDir(), DataFolderCheck.LEAST);
  }

  @Bean
  @Order(4)
  SelfCheck flagsCheck(Flags flags) {
    return new FlagsCheck(flags);
  }

  @Bean
  @Order(5)
  SelfCheck alertsCheck(Alerts alerts) {
    return new AlertsCheck(alerts);
  }

  @Bean
  Doctor doctor(List<SelfCheck> checks, InstantSource clock, World world) {
    boolean sandbox = world == World.SANDBOX;
    return new HouseDoctor(
        checks, sandbox ? HouseDoctor.Patience.SANDBOX : HouseDoctor.Patience.USUAL, clock);
  }
}
