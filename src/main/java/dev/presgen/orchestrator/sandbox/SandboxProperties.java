package dev.presgen.orchestrator.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the stand-ins behave.
 *
 * @param quotas Google's quotas
 * @param listingLag how long Drive's listings do not know what has happened
 * @param google how Google knows who calls
 * @param faults what goes wrong from the start: the name of a bundled scenario ({@code rough}) or the path of a file;
 *     nothing where absent
 */
@ConfigurationProperties("presgen.sandbox")
public record SandboxProperties(
    @DefaultValue Quotas quotas,
    @DefaultValue("0s") Duration listingLag,
    @DefaultValue Google google,
    @Nullable String faults) {

  public SandboxProperties {
    if (listingLag.isNegative() || listingLag.compareTo(ListingLag.MAX) > 0) {
      throw new IllegalArgumentException(
          "presgen.sandbox.listing-lag must be between 0s and " + ListingLag.MAX);
    }
    if (faults != null && faults.isBlank()) {
      faults = null;
    }
  }

  /** Whether calls need a token. */
  public enum TokenUse {
    /** A token says who calls; without one it is the owner of everything. */
    OPTIONAL,
    /** Without a token that lives and has the scope, nothing is answered. */
    REQUIRED
  }

  /**
   * How Google knows who calls.
   *
   * @param tokenLifetime how long an access token lives; an hour, as Google's
   */
  public record Google(
      @DefaultValue("optional") TokenUse tokens, @DefaultValue("1h") Duration tokenLifetime) {
    public Google {
      if (!tokenLifetime.isPositive()) {
        throw new IllegalArgumentException(
            "presgen.sandbox.google.token-lifetime must be positive");
      }
    }
  }

  /**
   * Google's quotas.
   *
   * @param enabled whether calls above them are refused; they are counted in any case
   * @param scale how many seconds pass in the sandbox in one real second, above 0: with 60 a window of a minute is one
   *     second long
   */
  public record Quotas(@DefaultValue("false") boolean enabled, @DefaultValue("1") double scale) {

    /** What Google counts in. */
    private static final Duration WINDOW = Duration.ofMinutes(1);

    public Quotas {
      // NaN too is not above 0.
      if (!(scale > 0 && scale <= WINDOW.toNanos())) {
        throw new IllegalArgumentException("presgen.sandbox.quotas.scale must be above 0");
      }
    }

    /** A minute of the sandbox. */
    public Duration window() {
      return Duration.ofNanos(Math.max(1, Math.round(WINDOW.toNanos() / scale)));
    }
  }
}
