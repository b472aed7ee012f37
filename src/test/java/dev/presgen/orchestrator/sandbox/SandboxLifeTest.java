package dev.presgen.orchestrator.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class SandboxLifeTest {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

  @TempDir
  private Path folder;

  @Test
  void what_exists_survives_a_restart() throws Exception {
    String state;
    try (var first = start("sandbox")) {
      var form = HttpRequest.BodyPublishers.ofString("{\"info\":{\"title\":\"Kept\"}}");
      assertThat(send(HttpRequest.newBuilder(address(first, "/sandbox/google/v1/forms")).POST(form))
          .statusCode())
          .isEqualTo(200);
      state = state(first);
      assertThat(state).contains("Kept");
    }
    try (var second = start("sandbox")) {
      assertThat(state(second)).isEqualTo(state);
    }
  }

  @Test
  void a_packed_body_is_read_whole_when_its_packed_length_is_told() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      var title = "Packed ".repeat(100);
      gzip.write("{\"info\":{\"title\":\"%s\"}}".formatted(title).getBytes(UTF_8));
    }
    try (var server = start("sandbox")) {
      var form = HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray());
      var answer =
          send(
              HttpRequest.newBuilder(address(server, "/sandbox/google/v1/forms"))
                  .header("Content-Encoding", "gzip")
                  .POST(form));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  @Test
  void nothing_of_it_is_there_when_the_world_is_live() throws Exception {
    try (var live = start("live")) {
      assertThat(send(HttpRequest.newBuilder(address(live, "/sandbox/state"))).statusCode())
          .isEqualTo(404);
      assertThat(send(HttpRequest.newBuilder(address(live, "/sandbox/core/healthz"))).statusCode())
          .isEqualTo(404);
      assertThat(live.getBeanDefinitionNames())
          .filteredOn(name -> live.getType(name) != null && isOurs(live.getType(name)))
          .containsExactly("sandboxServer.Application");
    }
  }

  private static boolean isOurs(Class<?> type) {
    return type.getPackageName().startsWith(SandboxLifeTest.class.getPackageName());
  }

  private ConfigurableApplicationContext start(String world) {
    return new SpringApplicationBuilder(SandboxServer.Application.class)
        .run(
            "--presgen.world=" + world,
            "--server.port=0",
            "--management.server.port=0",
            "--spring.autoconfigure.exclude=",
            "--db-scheduler.enabled=false",
            "--spring.datasource.url=jdbc:sqlite:%s?transaction_mode=IMMEDIATE"
                .formatted(folder.resolve("life.db")),
            "--spring.datasource.hikari.maximum-pool-size=1");
  }

  /** Links name the port, which differs after a restart. */
  private static String state(ConfigurableApplicationContext server) throws Exception {
    var port = server.getEnvironment().getRequiredProperty("local.server.port");
    return send(HttpRequest.newBuilder(address(server, "/sandbox/state"))).body()
        .replace(":" + port, "");
  }

  private static URI address(ConfigurableApplicationContext server, String path) {
    return URI.create("http://127.0.0.1:%s%s"
        .formatted(server.getEnvironment().getRequiredProperty("local.server.port"), path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws Exception {
    try (var client = HttpClient.newBuilder().connectTimeout(CALL_TIMEOUT).build()) {
      return client.send(request.timeout(CALL_TIMEOUT).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
