package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.OutsideCalls;
import dev.presgen.orchestrator.adapters.limits.OwnAddress;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.adapters.limits.World;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.Presentations;
import dev.presgen.orchestrator.workflows.assessment.Videos;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CoreProperties.class, AvatarProperties.class})
class PresGenConfiguration {
  private static final Duration SETTING_RECHECK = Duration.ofMinutes(5);
  private static final Duration UNTIL_STARTED = Duration.ofSeconds(1);

  @Bean
  Presentations presentations(
      CoreProperties settings,
      World world,
      OwnAddress own,
      OutsideCalls outside) {
    var http =
        new PresGenHttp(
            () -> base(Service.CORE, settings.baseUrl(), world, own), settings.token(), outside);
    return new PresGenCore(http, settings);
  }

  @Bean
  Videos videos(
      AvatarProperties settings,
      World world,
      OwnAddress own,
      OutsideCalls outside) {
    var http =
        new PresGenHttp(
            () -> base(Service.AVATAR, settings.baseUrl(), world, own), settings.token(), outside);
    return new PresGenAvatar(http, settings);
  }

  private static StepResult<URI> base(
      Service service, @Nullable URI configured, World world, OwnAddress own) {
    if (configured != null) {
      return StepResult.done(configured);
    }
    return switch (world) {
      case SANDBOX ->
          own.resolve("sandbox/" + service.id() + "/")
              .map(StepResult::done)
              .orElseGet(() -> StepResult.failed(
                  new Failure.Throttled("The sandbox has not started yet.", UNTIL_STARTED)));
      case LIVE ->
          StepResult.failed(
              new Failure.Blocked(
                  service.title() + " has no address.",
                  "Set presgen." + service.id() + ".base-url.",
                  SETTING_RECHECK));
    };
  }
}
