package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.BaseUrl;
import dev.presgen.orchestrator.adapters.limits.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How PresGen Avatar is reached.
 *
 * @param baseUrl the sandbox's where absent
 * @param token sent as bearer token
 * @param callTimeout for a call that makes nothing
 * @param renderTimeout what a whole video may take: a little less than one attempt of the step, so
 *     that the time-out is told as one
 */
@ConfigurationProperties("presgen.avatar")
record AvatarProperties(
    @Nullable URI baseUrl,
    @DefaultValue("render") Api api,
    @Nullable Secret token,
    @DefaultValue("standard") Quality quality,
    @DefaultValue("30s") Duration callTimeout,
    @DefaultValue("29m") Duration renderTimeout) {

  /** How good a video is, in the words of both styles. */
  enum Quality {
    FAST("fast", "480p"),
    STANDARD("standard", "720p"),
    HIGH("high", "1080p");

    private final String level;
    private final String resolution;

    Quality(String level, String resolution) {
      this.level = level;
      this.resolution = resolution;
    }

    String level() {
      return level;
    }

    String resolution() {
      return resolution;
    }
  }

  AvatarProperties {
    if (baseUrl != null) {
      baseUrl = BaseUrl.checked("presgen.avatar.base-url", baseUrl);
    }
    if (!callTimeout.isPositive() || !renderTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "presgen.avatar.call-timeout and render-timeout must be positive.");
    }
  }
}
