package dev.presgen.orchestrator.runtime.jdbc;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.presgen.orchestrator.core.Cadence;
import dev.presgen.orchestrator.runtime.Flags;
import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.runtime.Workflows;
import dev.presgen.orchestrator.workflows.DocumentStore;
import dev.presgen.orchestrator.workflows.OutsideQuotas;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.WorkflowDefinition;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** Puts the parts of this package together. */
@Configuration(proxyBeanMethods = false)
@Import(DatabaseChoice.class)
@EnableConfigurationProperties(RuntimeProperties.class)
class JdbcRuntimeConfiguration {

  @Bean
  Workflows workflows(List<WorkflowDefinition> definitions) {
    return new Workflows(definitions);
  }

  @Bean
  Stores stores(
      DataSource dataSource,
      Reads reads,
      Dialect dialect,
      PlatformTransactionManager transactions,
      InstantSource clock) {
    var template = new JdbcTemplate(dataSource);
    var jdbc = JdbcClient.create(template);
    var codec = new Codec();
    var events = new EventTable(template, reads, codec);
    var runs = new RunTable(template, reads, dialect, events, codec);
    var payloads = new PayloadTable(template, reads, codec);
    var transaction = new TransactionTemplate(transactions);
    var moves =
        dialect.changesTogether()
            ? new SingleMoves(template)
            : new StepwiseMoves(jdbc, events, payloads, transaction);
    return new Stores(
        codec,
        runs,
        new Journal(runs, moves, dialect.commitsAtOnce(), events, codec),
        payloads,
        new LedgerTable(jdbc, reads, clock),
        new RequestTable(jdbc, reads),
        new EventBus(),
        transaction);
  }

  @Bean
  DocumentStore documentStore(DataSource dataSource, InstantSource clock) {
    return new DocumentTable(JdbcClient.create(dataSource), clock);
  }

  @Bean
  Decisions decisions(Workflows workflows, Stores stores, InstantSource clock) {
    return new Decisions(workflows, stores, clock);
  }

  @Bean
  Calls calls(StepRegistry registry, Stores stores, Decisions decisions) {
    return new Calls(registry, stores, decisions);
  }

  @Bean
  Performer performer(Calls calls, Stores stores, Decisions decisions) {
    return new Performer(calls, stores, decisions, RandomGenerator.getDefault());
  }

  @Bean
  Drivers drivers(
      Stores stores,
      Decisions decisions,
      Performer performer,
      ObjectProvider<Scheduler> scheduler,
      RuntimeProperties properties) {
    return new Drivers(
        stores,
        decisions,
        performer,
        SingletonSupplier.of(scheduler::getObject),
        new Cadence(properties.jobs().pollInitial(), properties.jobs().pollMax()),
        properties.patience().stop());
  }

  @Bean
  Task<Void> driverTask(Drivers drivers) {
    return drivers.task();
  }

  /** As many drivers as are allowed, each on a virtual thread that costs little while it waits. */
  @Bean
  DbSchedulerCustomizer schedulerCustomizer(RuntimeProperties properties) {
    var executor =
        Executors.newFixedThreadPool(
            properties.drivers(), Thread.ofVirtual().name("driver-", 0).factory());
    return new DbSchedulerCustomizer() {
      @Override
      public Optional<ExecutorService> executorService() {
        return Optional.of(executor);
      }
    };
  }

  @Bean
  SwitchTable switchTable(DataSource dataSource, Reads reads) {
    return new SwitchTable(JdbcClient.create(dataSource), reads);
  }

  @Bean
  SwitchedServices switchedServices(SwitchTable table) {
    return new SwitchedServices(table);
  }

  @Bean
  Flags flags(
      SwitchTable table,
      SwitchedServices services,
      Scheduler scheduler,
      Stores stores,
      InstantSource clock) {
    return new JdbcFlags(table, services, scheduler, stores.transaction(), clock);
  }

  /** The scheduler knows the task before it is there to be asked for anything itself. */
  @Bean
  Task<Void> flagSweepTask(
      Stores stores,
      Decisions decisions,
      StepRegistry registry,
      SwitchedServices services,
      ObjectProvider<Requested> requested) {
    return new FlagSweep(
        stores.runs(), decisions, registry, services, requested::getObject)
        .task();
  }

  @Bean
  AlertTable alertTable(DataSource dataSource, Reads reads, Dialect dialect) {
    return new AlertTable(JdbcClient.create(dataSource), reads, dialect);
  }

  @Bean
  Task<Void> alertTask(
      AlertTable table,
      Stores stores,
      Decisions decisions,
      ObjectProvider<Requested> requested,
      InstantSource clock,
      RuntimeProperties properties) {
    return new AlertWatch(
        table, stores, decisions, requested::getObject, clock, properties.alerts())
        .task();
  }

  @Bean
  JdbcAlerts alerts(
      AlertTable table, Scheduler scheduler, Stores stores, RuntimeProperties properties) {
    var alerts =
        new JdbcAlerts(
            table, scheduler, stores.transaction(), properties.alerts().lookEvery());
    var _ = stores.bus().add(alerts);
    return alerts;
  }

  /** Hears what happens to runs, where there are lines to wait in. */
  @Bean
  SmartInitializingSingleton linesHearOfRuns(
      Stores stores, ObjectProvider<OutsideQuotas> quotas) {
    return () -> quotas.ifAvailable(lines -> stores.bus().add(new GivenUp(lines)));
  }

  @Bean
  Requested requested(Stores stores, Decisions decisions, Drivers drivers) {
    return new Requested(stores, decisions, drivers);
  }

  @Bean
  Runs runs(
      Workflows workflows,
      Stores stores,
      Decisions decisions,
      Calls calls,
      Requested requested,
      RuntimeProperties properties) {
    var checks =
        new Checks(decisions, calls, stores.payloads(), properties.patience().check());
    return new JdbcRuns(
        workflows,
        stores,
        decisions,
        calls,
        requested,
        new RunActions(stores, decisions, checks, requested));
  }

  @Bean
  Stopping stopping(Drivers drivers, Scheduler scheduler, RuntimeProperties properties) {
    return new Stopping(drivers, scheduler, properties.patience().stop());
  }
}
