package dev.presgen.orchestrator.adapters.google;

import com.google.api.client.googleapis.services.json.AbstractGoogleJsonClientRequest;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import dev.presgen.orchestrator.adapters.google.GoogleClients.Clients;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.OutsideCalls;
import dev.presgen.orchestrator.adapters.limits.Traffic;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests of Google's clients and turns what comes back into results. */
final class GoogleCalls {
  // A page of 1,000 responses to a form of 100 questions has about 15 MB.
  private static final int BODY_BYTES_MAX = 64 * 1024 * 1024;

  private static final Duration UNTIL_STARTED = Duration.ofSeconds(1);

  private final GoogleClients clients;
  private final OutsideCalls outside;
  private final Duration limit;

  GoogleCalls(GoogleClients clients, OutsideCalls outside, Duration limit) {
    this.clients = clients;
    this.outside = outside;
    this.limit = limit;
  }

  /** Prepares a request; sends nothing. */
  @FunctionalInterface
  interface Request<T> {
    AbstractGoogleJsonClientRequest<T> of(Clients clients) throws IOException;
  }

  /**
   * Makes a call.
   *
   * @param reading takes what is needed from the answer; where it cannot, the answer counts as
   *     unreadable
   */
  <T, R> StepResult<R> call(Call call, Request<T> request, Function<T, R> reading) {
    Optional<Clients> ready = clients.clients();
    if (ready.isEmpty()) {
      return StepResult.failed(
          new Failure.Throttled("The sandbox has not started yet.", UNTIL_STARTED));
    }
    Clients known = ready.get();
    return withToken(call)
        .then(
            _ -> outside.call(
                call, limit, traffic -> send(call, request.of(known), reading, traffic)));
  }

  /** A call of its own, so that a write whose token cannot be had is known not to have been sent. */
  private StepResult<Call> withToken(Call call) {
    TokenSource tokens = clients.tokens();
    return tokens.isDue()
        ? outside.call(
            new Call(call.service(), "oauth2.token", Effect.READ),
            limit,
            _ -> renewed(call, tokens))
        : StepResult.done(call);
  }

  private static StepResult<Call> renewed(Call call, TokenSource tokens) {
    try {
      tokens.renew();
      return StepResult.done(call);
    } catch (TokenSource.NoToken refused) {
      return StepResult.failed(GoogleErrors.noToken(call, refused.refusal()));
    }
  }

  /**
   * Does what only prepares a call, unless that call would have to wait: then it says so at once, and
   * what prepares it is not done in vain.
   */
  <R> StepResult<R> before(Call call, Supplier<StepResult<R>> preparing) {
    return outside.foreseen(call).map(StepResult::<R>failed).orElseGet(preparing);
  }

  private static <T, R> StepResult<R> send(
      Call call,
      AbstractGoogleJsonClientRequest<T> request,
      Function<T, R> reading,
      Traffic traffic)
      throws IOException {
    try {
      return sent(call, request, reading, traffic);
    } catch (TokenSource.NoToken refused) {
      return StepResult.failed(GoogleErrors.noToken(call, refused.refusal()));
    }
  }

  private static <T, R> StepResult<R> sent(
      Call call,
      AbstractGoogleJsonClientRequest<T> request,
      Function<T, R> reading,
      Traffic traffic)
      throws IOException {
    HttpRequest http = request.buildHttpRequest();
    http.setThrowExceptionOnExecuteError(false);
    traffic.goesTo(http.getUrl().toURI());
    if (http.getContent() != null) {
      traffic.sends(http.getContent().getLength());
    }
    HttpResponse response = http.execute();
    byte[] body = body(response, traffic);
    if (!response.isSuccessStatusCode()) {
      return StepResult.failed(
          GoogleErrors.failure(
              call, response.getStatusCode(), response.getHeaders().getRetryAfter(), body));
    }
    return StepResult.done(read(request, body, reading));
  }

  private static byte[] body(HttpResponse response, Traffic traffic) throws IOException {
    try (InputStream content = response.getContent()) {
      return content == null ? new byte[0] : traffic.receive(content, BODY_BYTES_MAX);
    }
  }

  private static <T, R> R read(
      AbstractGoogleJsonClientRequest<T> request, byte[] body, Function<T, R> reading)
      throws IOException {
    try {
      // Google's parser takes a truncated object for a whole one.
      if (request.getResponseClass() != Void.class
          && !JsonMapper.shared().readTree(body).isObject()) {
        throw new IOException("the answer is not a JSON object");
      }
      return reading.apply(
          request
              .getAbstractGoogleClient()
              .getObjectParser()
              .parseAndClose(
                  new ByteArrayInputStream(body),
                  StandardCharsets.UTF_8,
                  request.getResponseClass()));
    } catch (RuntimeException unreadable) {
      throw new IOException("the answer is not what was expected", unreadable);
    }
  }
}
