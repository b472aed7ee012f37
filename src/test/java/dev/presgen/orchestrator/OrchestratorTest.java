package dev.presgen.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    classes = Orchestrator.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
class OrchestratorTest {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  @TempDir
  static Path folder;

  @DynamicPropertySource
  static void dataFolder(DynamicPropertyRegistry properties) {
    properties.add("presgen.data-dir", () -> folder);
  }

  @Value("${local.server.port}")
  private int port;

  @Value("${local.management.port}")
  private int managementPort;

  @Test
  void a_path_that_does_not_exist_is_not_found() throws Exception {
    assertThat(get(port, "/no-such-page").statusCode()).isEqualTo(404);
  }

  @Test
  void health_is_told_on_the_management_port_alone() throws Exception {
    assertThat(get(managementPort, "/actuator/health").statusCode()).isEqualTo(200);
    assertThat(get(port, "/actuator/health").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (var client = HttpClient.newBuilder().connectTimeout(CALL_TIMEOUT).build()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(CALL_TIMEOUT)
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
