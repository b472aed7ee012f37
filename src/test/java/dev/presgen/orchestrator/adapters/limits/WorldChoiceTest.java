package dev.presgen.orchestrator.adapters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class WorldChoiceTest {
  private final MockEnvironment environment = new MockEnvironment();

  private World choose() {
    new WorldChoice().postProcessEnvironment(environment, new SpringApplication());
    return World.of(environment);
  }

  @Test
  void without_credentials_the_world_is_the_sandbox() {
    assertThat(choose()).isEqualTo(World.SANDBOX);
    assertThat(environment.getProperty("presgen.world")).isEqualTo("sandbox");
  }

  @Test
  void with_credentials_the_world_is_live() {
    environment.setProperty("presgen.google.credentials", "/run/secrets/google.json");

    assertThat(choose()).isEqualTo(World.LIVE);
    assertThat(environment.getProperty("presgen.world")).isEqualTo("live");
  }

  @Test
  void blank_settings_count_as_none() {
    environment.setProperty("presgen.world", " ");
    environment.setProperty("presgen.google.credentials", "");

    assertThat(choose()).isEqualTo(World.SANDBOX);
  }

  @Test
  void what_is_set_is_kept() {
    environment.setProperty("presgen.google.credentials", "/run/secrets/google.json");
    environment.setProperty("presgen.world", "sandbox");

    assertThat(choose()).isEqualTo(World.SANDBOX);
  }

  @Test
  void another_world_is_refused() {
    environment.setProperty("presgen.world", "mars");

    assertThatThrownBy(this::choose)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("presgen.world must be sandbox or live, not mars.");
  }
}
