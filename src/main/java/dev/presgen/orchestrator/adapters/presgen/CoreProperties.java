package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.BaseUrl;
import dev.presgen.orchestrator.adapters.limits.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How PresGen Core is reached.
 *
 * @param baseUrl the sandbox's where absent
 * @param token sent as bearer token
 * @param callTimeout for a call that makes nothing, and the least for any
 * @param slideTimeout what the rendering of one slide may take: the service's own figure
 * @param renderTimeout what a whole deck may take at most: the service's own figure; one attempt of the
 *     step may take a minute more, so that the time-out is told as one
 */
@ConfigurationProperties("presgen.core")
record CoreProperties(
    @Nullable URI baseUrl,
    @DefaultValue("render") Api api,
    @Nullable Secret token,
    @DefaultValue("30s") Duration callTimeout,
    @DefaultValue("15s") Duration slideTimeout,
    @DefaultValue("10m") Duration renderTimeout) {

  CoreProperties {
    if (baseUrl != null) {
      baseUrl = BaseUrl.checked("presgen.core.base-url", baseUrl);
    }
    if (!callTimeout.isPositive() || !slideTimeout.isPositive() || !renderTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "presgen.core.call-timeout, slide-timeout and render-timeout must be positive.");
    }
  }

  Duration timeoutFor(int slides) {
    Duration wanted = slideTimeout.multipliedBy(slides);
    Duration atLeast = wanted.compareTo(callTimeout) < 0 ? callTimeout : wanted;
    return atLeast.compareTo(renderTimeout) > 0 ? renderTimeout : atLeast;
  }
}
