package dev.presgen.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsApiTest {

  @TempDir
  static Path folder;
  private static ApiServer api;

  @BeforeAll
  static void start() {
    api = ApiServer.start(folder);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void first() throws Exception {
    var run = api.waiting("first", 2, 1);
    System.out.println(api.get("/api/v1/runs/" + run).response().body());
    System.out.println(api.get("/api/v1/runs/" + run + "/history").response().body());
    System.out.println(api.get("/api/v1/runs").response().body());
    System.out.println(api.get("/api/v1/workflows/workshop").response().body());
    System.out.println(api.get("/api/v1/banks").response().body());
    System.out.println(api.get("/api/v1/nosuch").response().body());
    System.out.println(api.get("/api/v1/broken").response().body());
    System.out.println(api.get("/v3/api-docs").response().body().length());
    System.out.println(api.get("/swagger-ui.html").response());
    System.out.println(api.get("/api/v1/runs/a%2Fb").response() + api.get("/api/v1/runs/a%2Fb").response().body());
    System.out.println(api.get("/api/v1/runs/a%00b").response() + api.get("/api/v1/runs/a%00b").response().body());
    assertThat(run).isNotEmpty();
  }
}
