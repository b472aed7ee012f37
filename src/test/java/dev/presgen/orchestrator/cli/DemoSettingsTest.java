package dev.presgen.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.Orchestrator;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.logging.LoggingSystem;

/** The demonstration stays on its machine, whatever is set for the service that is there. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DemoSettingsTest {

  /** As an operator's shell may set them, in a place that counts more than the environment. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/production",
          "presgen.world", "live",
          "presgen.google.root-url", "http://127.0.0.1:1/",
          "presgen.google.credentials", "/nowhere/key.json",
          "presgen.core.base-url", "http://127.0.0.1:1/",
          "presgen.avatar.base-url", "http://127.0.0.1:1/");

  @TempDir
  private Path folder;

  /** A service leaves properties behind for its log, too, which would silence those after it. */
  private final Properties before = (Properties) System.getProperties().clone();

  @BeforeEach
  void leadElsewhere() {
    ELSEWHERE.forEach(System::setProperty);
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
  }

  @AfterEach
  void leadNowhere() {
    System.setProperties(before);
  }

  @Test
  void the_demonstration_finds_its_own_database_and_the_sandbox_alone() {
    var log = folder.resolve("service.log");
    try (var service = Orchestrator.start(Demo.settings(folder.resolve("data"), log, false))) {
      assertThat(folder.resolve("data").resolve("presgen.db")).isRegularFile();
      var doctor = Call.in(Map.of(), "", "doctor", "--url", service.url().toString());
      assertThat(doctor.code()).as(doctor.out() + doctor.err()).isZero();
    }
  }
}
