package dev.presgen.orchestrator.adapters.limits;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Fills in {@code presgen.world} where it is not set: {@code live} once there are Google
 * credentials, {@code sandbox} before. Early, so that conditions on beans can see it.
 */
public final class WorldChoice implements EnvironmentPostProcessor {
  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (StringUtils.hasText(environment.getProperty(World.SETTING))) {
      return;
    }
    boolean credentials =
        StringUtils.hasText(environment.getProperty("presgen.google.credentials"));
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "presgenWorld", Map.of(World.SETTING, credentials ? "live" : "sandbox")));
  }
}
