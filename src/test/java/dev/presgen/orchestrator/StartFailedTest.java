package dev.presgen.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartFailedTest {

  @TempDir
  private Path folder;

  private void assertRefused(String why, String... settings) {
    var all = new LinkedHashMap<String, String>();
    all.put("server.port", "0");
    all.put("management.server.port", "0");
    all.put("presgen.data-dir", "" + folder.resolve("data"));
    for (var setting : settings) {
      var parts = setting.split("=", 2);
      all.put(parts[0], parts[1]);
    }
    var arguments =
        all.entrySet().stream().map(one -> "--" + one.getKey() + "=" + one.getValue());
    assertThatThrownBy(() -> Orchestrator.start(arguments.toArray(String[]::new)).close())
        .isInstanceOf(StartFailed.class)
        .hasMessage(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "presgen.world=mars | presgen.world must be sandbox or live, not mars.",
          "presgen.responses.counts=worst | presgen.responses.counts must be one of last, first, best, not worst.",
          "presgen.core.fallback-after=soon | presgen.core.fallback-after must be a time, such as 30s, 5m or PT6H, not soon.",
          "presgen.drivers=many | presgen.drivers must be a number, not many.",
          "presgen.drivers=0 | presgen.drivers must be between 1 and 10000, not 0",
          "presgen.jobs.poll-initial=60s | presgen.jobs.poll-initial must be positive and poll-max not below it, not PT1M and PT30S",
          "presgen.responses.poll-max=1s | presgen.responses.poll-initial must be positive and poll-max not below it, not PT30S and PT1S",
          "presgen.retry.initial-delay=0s | presgen.retry.initial-delay must be positive and max-delay not below it, not PT0S and PT10M",
          "presgen.retry.attempts=0 | presgen.retry.attempts must be between 1 and 100, not 0",
      })
  void a_setting_that_is_wrong_is_named_with_what_would_be_right(
      String setting, String why, CapturedOutput log) {
    assertRefused(why, setting);
    assertThat(log).contains("APPLICATION FAILED TO START").doesNotContain("\tat ");
  }

  @Test
  void credentials_that_are_none_are_told_in_one_sentence(CapturedOutput log) throws Exception {
    var file = Files.writeString(folder.resolve("key.json"), "{}");

    assertRefused(
        "presgen.google.credentials must be the JSON of a service account or of an authorized user: its"
            + " \"type\" is neither.",
        "presgen.google.credentials=" + file);
    assertThat(log).doesNotContain("\tat ");
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefused(
          "Port "
              + taken.getLocalPort()
              + " is in use. Choose another one (--port; MANAGEMENT_SERVER_PORT for metrics and health),"
              + " or end what uses it.",
          "server.port=" + taken.getLocalPort());
    }
  }

  @Test
  void a_data_folder_that_is_a_file_is_named(CapturedOutput log) throws Exception {
    var file = Files.createFile(folder.resolve("file"));

    assertRefused(
        "The data folder "
            + file
            + " cannot be used: it cannot be made or written, or is a file (FileAlreadyExistsException).",
        "presgen.data-dir=" + file);
    assertThat(log).doesNotContain("\tat ");
  }
}
