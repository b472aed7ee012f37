package dev.presgen.orchestrator;

import dev.presgen.orchestrator.workflows.DocumentStore;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.assessment.AssessmentSettings;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;

/** Starts the service and wires its parts: the one class that sees every package. */
@SpringBootApplication
@EnableConfigurationProperties(PipelineProperties.class)
public class Orchestrator {
  /**
   * Starts the service and returns once it listens.
   *
   * @param args settings in Spring's form, such as {@code --server.port=8080}
   */
  public static void main(String... args) {
    SpringApplication.run(Orchestrator.class, args);
  }

  /**
   * Starts the service and returns once it listens; it ends with the process, or when closed.
   *
   * @param settings in Spring's form, such as {@code --server.port=0} for any free port
   * @throws StartFailed when it cannot start; what there is to know beyond that is in the log
   */
  public static Service start(String... settings) {
    try {
      return new Service(SpringApplication.run(Orchestrator.class, settings));
    } catch (RuntimeException broken) {
      throw new StartFailed(broken);
    }
  }

  /** Handlers and probes are found by their name's annotation, below the workflows alone. */
  @Configuration(proxyBeanMethods = false)
  @ComponentScan(
      basePackageClasses = StepRegistry.class,
      useDefaultFilters = false,
      includeFilters = @ComponentScan.Filter(Step.class))
  static class Steps {}

  /** Static, so that it has its say before any bean is made. */
  @Bean
  static LoopbackOnly loopbackOnly(Environment environment) {
    return new LoopbackOnly(environment);
  }

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  AssessmentSettings assessmentSettings(PipelineProperties properties) {
    return properties.settings();
  }

  @Bean
  ItemBanks itemBanks(DocumentStore documents, PipelineProperties properties) {
    return new ItemBanks(documents, properties.dataDir().resolve("banks"));
  }

  /** A service that was started in this process. */
  public static final class Service implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ConfigurableApplicationContext context;

    private Service(ConfigurableApplicationContext context) {
      this.context = context;
      context.addApplicationListener(
          (ApplicationListener<ContextClosedEvent>) _ -> ended.countDown());
    }

    /** Where it listens, as this machine reaches it. */
    public URI url() {
      var port = context.getEnvironment().getRequiredProperty("local.server.port");
      return URI.create("http://127.0.0.1:" + port);
    }

    /** Waits until somebody ends it. */
    public void awaitEnd() throws InterruptedException {
      ended.await();
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
