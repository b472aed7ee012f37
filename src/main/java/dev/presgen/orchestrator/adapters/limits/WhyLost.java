package dev.presgen.orchestrator.adapters.limits;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** Why a service gave no answer, in plain words: what libraries say is often no more than a name. */
public final class WhyLost {
  private static final int CAUSES_MAX = 8;

  private WhyLost() {}

  /** Whether there was no connection, so that nothing was sent. */
  public static boolean isUnsent(Throwable lost) {
    return switch (lost) {
      case ConnectException _, UnknownHostException _, NoRouteToHostException _, HttpConnectTimeoutException _, SSLHandshakeException _ ->
          true;
      default -> false;
    };
  }

  /**
   * What happened, as the end of a sentence.
   *
   * @param place host and port that were tried, where they are known
   */
  public static String words(IOException lost, Optional<String> place) {
    return switch (lost) {
      case UnknownHostException unknown -> unknownName(place.or(() -> named(unknown)));
      case ConnectException _ when isUnresolved(lost) -> unknownName(place);
      case ConnectException refused when says(refused, "refused", true) ->
          "connection refused" + place.map(at -> " by " + at).orElse("");
      case ConnectException late when says(late, "timed out", false) -> late(place);
      case HttpConnectTimeoutException _ -> late(place);
      case SSLHandshakeException _ -> "no secure connection" + to(place) + reason(lost);
      case ConnectException _, NoRouteToHostException _ ->
          "no connection" + to(place) + reason(lost);
      default ->
          lost.getMessage() == null
              ? "the connection broke off (" + lost.getClass().getSimpleName() + ")"
              : ServiceWords.fit(lost.getClass().getSimpleName() + ": " + lost.getMessage());
    };
  }

  private static String unknownName(Optional<String> place) {
    return place.map(at -> "there is no host of the name " + at.replaceFirst(":[0-9]+$", ""))
        .orElse("there is no host of its name");
  }

  /** The message is the name, with or without the resolver's words behind it. */
  private static Optional<String> named(UnknownHostException unknown) {
    return Optional.ofNullable(unknown.getMessage())
        .map(message -> ServiceWords.fit(message.split("[:\\s]", 2)[0]));
  }

  private static String late(Optional<String> place) {
    return "no connection" + to(place) + " in time";
  }

  private static String to(Optional<String> place) {
    return place.map(at -> " to " + at).orElse("");
  }

  private static String reason(IOException lost) {
    return lost.getMessage() == null ? "" : ": " + ServiceWords.fit(lost.getMessage());
  }

  /** The JDK's client says nothing at all of a port on which nobody listens. */
  private static boolean says(IOException lost, String words, boolean silent) {
    return lost.getMessage() == null
        ? silent
        : lost.getMessage().toLowerCase(Locale.ROOT).contains(words);
  }

  private static boolean isUnresolved(IOException lost) {
    return Stream.<Throwable>iterate(lost, Objects::nonNull, Throwable::getCause)
        .limit(CAUSES_MAX)
        .anyMatch(UnresolvedAddressException.class::isInstance);
  }
}
