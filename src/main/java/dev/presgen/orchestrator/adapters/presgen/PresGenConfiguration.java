package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.OutsideCalls;
import dev.presgen.orchestrator.adapters.limits.OwnAddress;
import dev.presgen.orchestrator.adapters.limits.Secret;
import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.adapters.limits.World;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.DeckFiles;
import dev.presgen.orchestrator.workflows.assessment.Presentations;
import dev.presgen.orchestrator.workflows.assessment.Videos;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CoreProperties.class, AvatarProperties.class})
class PresGenConfiguration {
  private static final Duration SETTING_RECHECK = Duration.ofMinutes(5);
  private static final Duration UNTIL_STARTED = Duration.ofSeconds(1);

  private final World world;
  private final OwnAddress own;
  private final OutsideCalls outside;
  private final CircuitBreakerRegistry breakers;
  private final InstantSource clock;

  PresGenConfiguration(
      World world,
      OwnAddress own,
      OutsideCalls outside,
      CircuitBreakerRegistry breakers,
      InstantSource clock) {
    this.world = world;
    this.own = own;
    this.outside = outside;
    this.breakers = breakers;
    this.clock = clock;
  }

  @Bean
  Presentations presentations(CoreProperties settings) {
    PresGenHttp http = http(Service.CORE, settings.baseUrl(), settings.token());
    return new PresGenCore(http, settings, reach(http, settings));
  }

  @Bean
  Videos videos(AvatarProperties settings) {
    PresGenHttp http = http(Service.AVATAR, settings.baseUrl(), settings.token());
    return new PresGenAvatar(http, settings, reach(http, settings));
  }

  @Bean
  DeckFiles deckFiles() {
    return new PowerPoint();
  }

  @Bean
  SelfCheck coreCheck(CoreProperties settings) {
    PresGenHttp http = http(Service.CORE, settings.baseUrl(), settings.token());
    return new ServiceCheck(
        Service.CORE,
        http,
        reach(http, settings),
        settings.api(),
        settings.api() == Api.RENDER ? PresGenCore.RENDER_PATH : PresGenCore.JOBS_PATH,
        "Decks are made here, as PowerPoint files, where a request allows it.");
  }

  @Bean
  SelfCheck avatarCheck(AvatarProperties settings) {
    PresGenHttp http = http(Service.AVATAR, settings.baseUrl(), settings.token());
    Reach reach = reach(http, settings);
    String without = "Videos are left out.";
    return switch (settings.api()) {
      case RENDER -> new VoiceCheck(http, reach, without);
      case JOBS ->
          new ServiceCheck(
              Service.AVATAR, http, reach, Api.JOBS, PresGenAvatar.JOBS_PATH, without);
    };
  }

  private PresGenHttp http(Service service, @Nullable URI configured, @Nullable Secret token) {
    return new PresGenHttp(() -> base(service, configured), token, outside);
  }

  private Reach reach(PresGenHttp http, CoreProperties settings) {
    return switch (settings.api()) {
      case RENDER -> reach(Service.CORE, http, settings.baseUrl(), "healthz", "healthz");
      case JOBS ->
          reach(Service.CORE, http, settings.baseUrl(), "jobs.status", "api/v1/jobs/none/status");
    };
  }

  private Reach reach(PresGenHttp http, AvatarProperties settings) {
    return switch (settings.api()) {
      case RENDER ->
          reach(
              Service.AVATAR,
              http,
              settings.baseUrl(),
              "training.voice-profiles",
              "training/voice-profiles");
      case JOBS ->
          reach(
              Service.AVATAR,
              http,
              settings.baseUrl(),
              "avatar.videos.get",
              PresGenAvatar.JOBS_PATH + "/none");
    };
  }

  private Reach reach(
      Service service, PresGenHttp http, @Nullable URI configured, String operation, String path) {
    boolean absent = configured == null && world == World.LIVE;
    return new Reach(
        service, http, breakers.circuitBreaker(service.id()), clock, absent, operation, path);
  }

  private StepResult<URI> base(Service service, @Nullable URI configured) {
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
