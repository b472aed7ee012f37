package dev.presgen.orchestrator.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.Orchestrator;
import dev.presgen.orchestrator.adapters.limits.SelfCheck.Finding;
import dev.presgen.orchestrator.adapters.limits.SelfCheck.Verdict;
import dev.presgen.orchestrator.adapters.limits.World;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

class WorldCheckTest {
  private final MockEnvironment environment = new MockEnvironment();

  private String said(World world) {
    var findings = new WorldCheck(world, environment).look();
    assertThat(findings)
        .isEqualTo(
            List.of(new Finding("World", Verdict.WELL, findings.getFirst().detail(), "")));
    return findings.getFirst().detail();
  }

  @Test
  void a_live_world_names_where_each_service_is() {
    environment.setProperty("presgen.core.base-url", "https://core.example.org/");
    environment.setProperty("presgen.avatar.base-url", "http://127.0.0.1:9090");

    assertThat(said(World.LIVE))
        .isEqualTo(
            "The world is live: Google itself, PresGen Core at https://core.example.org/, PresGen"
                + " Avatar at http://127.0.0.1:9090.");
  }

  @Test
  void a_live_world_names_what_is_not_set_up_and_a_google_that_is_somewhere_else() {
    environment.setProperty("presgen.google.root-url", "http://localhost:4000/google/");
    environment.setProperty("presgen.avatar.base-url", " ");

    assertThat(said(World.LIVE))
        .isEqualTo(
            "The world is live: Google at http://localhost:4000/google/, no PresGen Core, no PresGen"
                + " Avatar.");
  }

  @Test
  void a_sandbox_names_the_service_that_is_none() {
    assertThat(said(World.SANDBOX))
        .isEqualTo(
            "The world is the sandbox: a stand-in for Google, a stand-in for PresGen Core, a"
                + " stand-in for PresGen Avatar.");

    environment.setProperty("presgen.core.base-url", "https://core.example.org/");

    assertThat(said(World.SANDBOX))
        .isEqualTo(
            "The world is the sandbox: a stand-in for Google, PresGen Core at"
                + " https://core.example.org/, a stand-in for PresGen Avatar.");
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void the_service_says_it_once_when_it_is_up(CapturedOutput log, @TempDir Path data) {
    Orchestrator.start(
        "--server.port=0",
        "--management.server.port=-1",
        "--presgen.world=live",
        "--presgen.google.root-url=http://127.0.0.1:1/google/",
        "--presgen.core.base-url=http://127.0.0.1:1/core/",
        "--presgen.data-dir=" + data)
        .close();

    assertThat(log.getAll())
        .containsOnlyOnce(
            "The world is live: Google at http://127.0.0.1:1/google/, PresGen Core at"
                + " http://127.0.0.1:1/core/, no PresGen Avatar.");
  }
}
