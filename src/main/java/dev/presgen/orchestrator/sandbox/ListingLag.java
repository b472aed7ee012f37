package dev.presgen.orchestrator.sandbox;

import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How long Drive's listings do not know what has happened. The default comes from the settings. */
@Component
@SandboxOnly
public class ListingLag {

  /** More than was ever reported; keeps arithmetic with instants in range. */
  public static final Duration MAX = Duration.ofHours(1);

  private final Duration set;
  private volatile Lags lags;

  ListingLag(SandboxProperties settings) {
    this.set = settings.listingLag();
    this.lags = new Lags(set, Map.of());
  }

  /**
   * Lags that are in force.
   *
   * @param files by file id, where a file's differs
   */
  public record Lags(Duration all, Map<String, Duration> files) {
    public Lags {
      files = Map.copyOf(files);
    }
  }

  public Lags current() {
    return lags;
  }

  /** Puts other lags in force. */
  public void set(Lags wanted) {
    lags = wanted;
  }

  /** Back to the settings. */
  public void reset() {
    lags = new Lags(set, Map.of());
  }

  public Duration of(String fileId) {
    var now = lags;
    return now.files().getOrDefault(fileId, now.all());
  }
}
