package dev.presgen.orchestrator.adapters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WhyLostTest {

  private static final Optional<String> PLACE = Optional.of("core.example:8000");
  private static final Optional<String> NOWHERE = Optional.empty();

  static Stream<Arguments> losses() {
    var unresolved = new ConnectException();
    unresolved.initCause(new ConnectException().initCause(new UnresolvedAddressException()));
    return Stream.of(
        arguments(
            new ConnectException(), PLACE, "connection refused by core.example:8000"),
        arguments(new ConnectException("Connection refused"), NOWHERE, "connection refused"),
        arguments(unresolved, PLACE, "there is no host of the name core.example"),
        arguments(
            new UnknownHostException("forms.example: Name or service not known"),
            NOWHERE,
            "there is no host of the name forms.example"),
        arguments(new UnknownHostException(), NOWHERE, "there is no host of its name"),
        arguments(
            new ConnectException("Connection timed out"),
            PLACE,
            "no connection to core.example:8000 in time"),
        arguments(
            new HttpConnectTimeoutException("HTTP connect timed out"),
            NOWHERE,
            "no connection in time"),
        arguments(
            new NoRouteToHostException("No route to host"),
            PLACE,
            "no connection to core.example:8000: No route to host"),
        arguments(
            new ConnectException("Network is unreachable"),
            NOWHERE,
            "no connection: Network is unreachable"),
        arguments(
            new SSLHandshakeException("certificate expired"),
            PLACE,
            "no secure connection to core.example:8000: certificate expired"),
        arguments(new EOFException(), PLACE, "the connection broke off (EOFException)"),
        arguments(
            new IOException("token=hush was cut"), PLACE, "IOException: (credential) was cut"));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void what_was_lost_is_told_in_plain_words(
      IOException lost, Optional<String> place, String words) {
    assertThat(WhyLost.words(lost, place)).isEqualTo(words);
  }
}
