package dev.presgen.orchestrator.web.api;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How event streams are held.
 *
 * @param heartbeat how long a stream may be silent; shorter than what proxies allow, which is 30 to
 *     60 s by default
 * @param streamsMax how many streams this node serves at a time
 */
@ConfigurationProperties("presgen.events")
record EventSettings(
    @DefaultValue("15s") Duration heartbeat, @DefaultValue("200") int streamsMax) {
  EventSettings {
    if (!heartbeat.isPositive() || streamsMax < 1) {
      throw new IllegalArgumentException(
          "presgen.events.heartbeat and presgen.events.streams-max must be positive");
    }
  }
}
