package dev.presgen.orchestrator.runtime.jdbc;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How runs are kept and driven.
 *
 * @param dataDir the folder of the embedded database
 * @param drivers how many runs this node drives at a time, 1 to 10,000
 * @param jobs how often work that goes on elsewhere is asked about
 */
@ConfigurationProperties("presgen")
record RuntimeProperties(
    @DefaultValue("./data") Path dataDir,
    @DefaultValue("500") int drivers,
    @DefaultValue Jobs jobs) {

  RuntimeProperties {
    if (drivers < 1 || drivers > 10_000) {
      throw new IllegalArgumentException(
          "presgen.drivers must be between 1 and 10000, not " + drivers);
    }
  }

  /**
   * The intervals of polls, which grow with the age of what is polled.
   *
   * @param pollInitial the shortest, above zero
   * @param pollMax the longest
   */
  record Jobs(@DefaultValue("5s") Duration pollInitial, @DefaultValue("30s") Duration pollMax) {}
}
