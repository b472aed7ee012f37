package dev.presgen.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

class LoopbackOnlyTest {

  @ParameterizedTest
  @ValueSource(strings = {"--server.address=0.0.0.0", "--management.server.address=0.0.0.0"})
  void a_service_that_others_could_reach_does_not_start(String setting, @TempDir Path folder) {
    var refused =
        catchThrowable(
            () -> Orchestrator.start(
                "--server.port=0",
                "--management.server.port=0",
                "--presgen.data-dir=" + folder.resolve("data"),
                setting)
                .close());

    var name = setting.substring(2, setting.indexOf('='));
    var analysis = new ListensToOthers().analyze(refused);
    assertThat(analysis.getDescription())
        .isEqualTo(
            name + " is 0.0.0.0, and other machines could reach the service there. It does not ask"
                + " its callers who they are, so it listens on loopback only.");
    assertThat(analysis.getAction()).startsWith("Leave " + name + " out, or set it to 127.0.0.1.");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"''", "::", "192.0.2.1"})
  void every_address_but_loopback_is_refused(String address) {
    assertThat(catchThrowable(() -> check(address, "127.0.0.1", "8081")))
        .isInstanceOf(LoopbackOnly.Reachable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "localhost"})
  void loopback_is_welcome_in_each_of_its_forms(String address) {
    assertThatCode(() -> check(address, address, "8081")).doesNotThrowAnyException();
  }

  @Test
  void an_address_of_a_management_port_that_is_closed_does_not_matter() {
    assertThatCode(() -> check("127.0.0.1", "0.0.0.0", "-1")).doesNotThrowAnyException();
  }

  private static void check(String address, String managementAddress, String managementPort) {
    var environment =
        new MockEnvironment()
            .withProperty("server.address", address)
            .withProperty("management.server.address", managementAddress)
            .withProperty("management.server.port", managementPort);
    new LoopbackOnly(environment).postProcessBeanFactory(new DefaultListableBeanFactory());
  }
}
