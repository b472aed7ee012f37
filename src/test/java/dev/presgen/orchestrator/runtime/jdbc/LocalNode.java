package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.workflows.StepRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A process's worth of runtime on a data folder, without the web. */
final class LocalNode implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  final Runs runs;

  private LocalNode(ConfigurableApplicationContext context) {
    this.context = context;
    this.runs = context.getBean(Runs.class);
  }

  static LocalNode start(SmallWorld world, Path folder) {
    return new LocalNode(
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.NONE)
            .initializers(
                it -> ((org.springframework.context.support.GenericApplicationContext) it)
                    .registerBean(SmallWorld.class, () -> world))
            .run(
                "--presgen.data-dir=" + folder,
                "--presgen.jobs.poll-initial=50ms",
                "--presgen.jobs.poll-max=200ms"));
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration
  @EnableAutoConfiguration
  @Import({SqliteConfiguration.class, JdbcRuntimeConfiguration.class})
  static class Parts {
    @Bean
    StepRegistry registry(SmallWorld world) {
      return world.registry;
    }

    @Bean
    InstantSource clock() {
      return InstantSource.system();
    }
  }
}
