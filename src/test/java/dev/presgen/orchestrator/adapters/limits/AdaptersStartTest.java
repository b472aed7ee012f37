package dev.presgen.orchestrator.adapters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms;
import dev.presgen.orchestrator.workflows.assessment.Presentations;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import dev.presgen.orchestrator.workflows.assessment.Videos;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
class AdaptersStartTest {
  @TempDir
  static Path folder;

  @DynamicPropertySource
  static void dataFolder(DynamicPropertyRegistry properties) {
    properties.add("presgen.data-dir", () -> folder);
  }

  @Value("${local.server.port}")
  private int port;

  @Autowired
  private ApplicationContext context;

  @Test
  void every_port_to_the_outside_has_one_adapter() {
    for (Class<?> port : List.of(
        RunFolders.class,
        AssessmentForms.class,
        ResultSheets.class,
        Presentations.class,
        Videos.class)) {
      assertThat(context.getBeanNamesForType(port)).as(port.getSimpleName()).hasSize(1);
    }
  }

  @Test
  void without_credentials_the_services_are_looked_for_at_the_port_of_this_process() {
    assertThat(context.getBean(World.class)).isEqualTo(World.SANDBOX);
    assertThat(context.getBean(OwnAddress.class).resolve("sandbox/core/"))
        .isEqualTo(Optional.of(URI.create("http://127.0.0.1:" + port + "/sandbox/core/")));
  }

  @ParameterizedTest
  @EnumSource
  void every_service_has_the_breaker_and_the_repeats_of_the_settings(Service service) {
    CircuitBreakerConfig breaker =
        context
            .getBean(CircuitBreakerRegistry.class)
            .find(service.id())
            .orElseThrow()
            .getCircuitBreakerConfig();
    var tries = new AtomicInteger();

    context
        .getBean(OutsideCalls.class)
        .call(
            new Call(service, operation(service), Effect.READ),
            Duration.ofSeconds(30),
            _ -> {
              tries.incrementAndGet();
              return StepResult.failed(new Failure.Transient("not now"));
            });

    assertThat(tries.get()).isEqualTo(3);
    assertThat(breaker.getMinimumNumberOfCalls()).isEqualTo(10);
  }

  private static String operation(Service service) {
    return switch (service) {
      case GOOGLE_DRIVE -> "files.get";
      case GOOGLE_FORMS -> "forms.get";
      case GOOGLE_SHEETS -> "spreadsheets.get";
      case CORE -> "render";
      case AVATAR -> "training.presentation-only";
    };
  }
}
