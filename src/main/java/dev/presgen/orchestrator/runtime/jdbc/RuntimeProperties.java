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
 * @param alerts how often it is looked whether what stops runs is mended
 * @param patience how long is waited for what may not come
 */
@ConfigurationProperties("presgen")
record RuntimeProperties(
    @DefaultValue("./data") Path dataDir,
    @DefaultValue("500") int drivers,
    @DefaultValue Jobs jobs,
    @DefaultValue Alerts alerts,
    @DefaultValue Patience patience) {

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
  record Jobs(@DefaultValue("5s") Duration pollInitial, @DefaultValue("30s") Duration pollMax) {
    Jobs {
      if (!pollInitial.isPositive() || pollMax.compareTo(pollInitial) < 0) {
        throw new IllegalArgumentException(
            "presgen.jobs.poll-initial must be positive and poll-max not below it, not "
                + pollInitial
                + " and "
                + pollMax);
      }
    }
  }

  /**
   * The watch over what stops runs.
   *
   * @param lookEvery between two looks whether runs are still stopped by it
   * @param recheckEvery between two runs that are sent to see whether it is mended; with the look
   *     before it within a minute, and not so often that a run's journal is full within the day
   *     after which it is left to a person
   */
  record Alerts(
      @DefaultValue("5s") Duration lookEvery, @DefaultValue("50s") Duration recheckEvery) {
    Alerts {
      if (!lookEvery.isPositive() || !recheckEvery.isPositive()) {
        throw new IllegalArgumentException(
            "presgen.alerts.look-every and recheck-every must be positive");
      }
    }
  }

  /**
   * The longest waits.
   *
   * @param check of a caller for a look outside, before a signal or an undo is decided on
   * @param stop of a node that stops for the attempts that it runs; with what else a stop takes,
   *     below the 30 s after which many a platform kills
   */
  record Patience(@DefaultValue("5s") Duration check, @DefaultValue("20s") Duration stop) {
    Patience {
      positive("check", check);
      positive("stop", stop);
    }

    private static void positive(String name, Duration value) {
      if (!value.isPositive()) {
        throw new IllegalArgumentException(
            "presgen.patience." + name + " must be positive, not " + value);
      }
    }
  }
}
