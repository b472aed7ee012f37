package dev.presgen.orchestrator.adapters.google;

import dev.presgen.orchestrator.adapters.limits.BaseUrl;
import dev.presgen.orchestrator.adapters.limits.Secret;
import dev.presgen.orchestrator.adapters.limits.World;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Google is reached.
 *
 * @param rootUrl one base for Drive, Forms and Sheets; Google's own, or the sandbox's, where absent
 * @param credentials path or JSON of a service account or of an authorized user; a file is read
 *     again when it changes; not used in the sandbox. Where absent, and presgen.world says live, the
 *     file that GOOGLE_APPLICATION_CREDENTIALS names counts, and else what the platform gives.
 * @param subject the Workspace user that a service account acts for
 * @param parentFolder id of a shared drive or folder in which the runs' folders are made; the account's own
 *     root where absent
 * @param listingLag how long after the end of a call a look-up waits before it believes that
 *     nothing is there; 60 s where absent, none in the sandbox. Listings were seen to lag seconds,
 *     on large drives longer.
 * @param connectTimeout for the connection alone
 * @param callTimeout for one call with all its tries; a step makes several calls, and the limit of
 *     its attempt holds for all of them together
 * @param emailCollection how a form learns who answers. {@code RESPONDER_INPUT} asks for the
 *     address, which works for everybody; {@code VERIFIED} takes it from the Google account that
 *     must then be signed in.
 */
@ConfigurationProperties("presgen.google")
record GoogleProperties(
    @Nullable URI rootUrl,
    @Nullable Secret credentials,
    @Nullable String subject,
    @Nullable String parentFolder,
    @Nullable Duration listingLag,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration callTimeout,
    @DefaultValue("responder-input") EmailCollection emailCollection) {

  /** The ways in which Google Forms collects addresses. */
  enum EmailCollection {
    RESPONDER_INPUT,
    VERIFIED
  }

  GoogleProperties {
    if (rootUrl != null) {
      rootUrl = BaseUrl.checked("presgen.google.root-url", rootUrl);
    }
    if (credentials != null && credentials.value().isBlank()) {
      credentials = null;
    }
    subject = blankAsAbsent(subject);
    parentFolder = blankAsAbsent(parentFolder);
    positive("presgen.google.connect-timeout", connectTimeout);
    positive("presgen.google.call-timeout", callTimeout);
    if (listingLag != null && listingLag.isNegative()) {
      throw new IllegalArgumentException(
          "presgen.google.listing-lag must not be negative, but is " + listingLag + ".");
    }
  }

  /**
   * How long after a file was asked for it may be missing in a listing: a call that stalls takes
   * effect at its end, and the lag begins only there. Nothing in a sandbox without a lag, where a call
   * that is delayed for longer than it is waited for may therefore be repeated and count twice.
   */
  Duration mayBeMissingIn(World world) {
    var lag = listingLagIn(world);
    return world == World.SANDBOX && lag.isZero() ? lag : lag.plus(callTimeout);
  }

  Duration listingLagIn(World world) {
    return Optional.ofNullable(listingLag)
        .orElse(
            switch (world) {
              case SANDBOX -> Duration.ZERO;
              case LIVE -> Duration.ofSeconds(60);
            });
  }

  private static @Nullable String blankAsAbsent(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " must be positive, but is " + value + ".");
    }
  }
}
