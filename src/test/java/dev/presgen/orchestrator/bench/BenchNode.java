package dev.presgen.orchestrator.bench;

import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.RunRequest;
import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.runtime.SignalRequest;
import dev.presgen.orchestrator.workflows.StepRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The runtime as the service has it, without the web, with workflows that do nothing. */
final class BenchNode implements AutoCloseable {

  private static final JsonNode WORDS =
      JsonMapper.shared().readTree("{\"text\": \"nothing in particular\"}");

  private final ConfigurableApplicationContext context;
  final Runs runs;

  private BenchNode(ConfigurableApplicationContext context) {
    this.context = context;
    this.runs = context.getBean(Runs.class);
  }

  /**
   * Starts a node.
   *
   * @param hook what every step does besides nothing
   * @param settings as {@code key=value}, the database's among them
   */
  static BenchNode start(NoOps.Hook hook, List<String> settings) {
    return new BenchNode(
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.NONE)
            .initializers(
                it -> ((GenericApplicationContext) it)
                    .registerBean(StepRegistry.class, () -> new NoOps(hook).registry()))
            .properties(
                "spring.thymeleaf.check-template-location=false",
                "logging.level.root=WARN")
            .run(settings.stream().map(setting -> "--" + setting).toArray(String[]::new)));
  }

  @Override
  public void close() {
    context.close();
  }

  /** The database, through the connections that the runtime writes with. */
  DataSource database() {
    return context.getBean(DataSource.class);
  }

  String started(String workflow) {
    var request =
        new RunRequest(workflow, Optional.empty(), WORDS, Map.of(), "bench", Optional.empty());
    return switch (runs.start(request)) {
      case Answer.Started(var run, _) -> run.id();
      case Answer other -> throw new IllegalStateException("not started: " + other);
    };
  }

  void signalled(String run) {
    var answer =
        runs.signal(run, new SignalRequest(Chain.SIGNAL, WORDS, "bench", Optional.empty()));
    if (!(answer instanceof Answer.Accepted)) {
      throw new IllegalStateException("not accepted: " + answer);
    }
  }

  // Not a @Configuration: tests of the whole service scan for those.
  @EnableAutoConfiguration
  @ComponentScan("dev.presgen.orchestrator.runtime.jdbc")
  static class Parts {
    @Bean
    Chain plain(StepRegistry registry) {
      return Chain.plain(registry);
    }

    @Bean
    Chain waiting(StepRegistry registry) {
      return Chain.waiting(registry);
    }

    @Bean
    InstantSource clock() {
      return InstantSource.system();
    }
  }
}
