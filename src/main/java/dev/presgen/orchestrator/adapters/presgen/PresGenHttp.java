package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.OutsideCalls;
import dev.presgen.orchestrator.adapters.limits.Secret;
import dev.presgen.orchestrator.adapters.limits.Traffic;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.BlindCreation;
import dev.presgen.orchestrator.workflows.StepResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Sends JSON to a PresGen service and reads its JSON answers, within limits. */
final class PresGenHttp {
  // Answers hold ids and links; videos and decks are never fetched.
  private static final int BODY_BYTES_MAX = 1024 * 1024;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final RestClient client;
  private final JsonMapper json = JsonMapper.shared();
  private final Supplier<StepResult<URI>> base;
  private final @Nullable Secret token;
  private final OutsideCalls outside;

  /**
   * Takes what every request needs.
   *
   * @param base the service's address, ending with a slash, or why there is none
   */
  PresGenHttp(Supplier<StepResult<URI>> base, @Nullable Secret token, OutsideCalls outside) {
    this.base = base;
    this.token = token;
    this.outside = outside;
    // No read time-out here: the limit of the call ends a request as a whole.
    this.client =
        RestClient.builder()
            .requestFactory(
                new JdkClientHttpRequestFactory(
                    HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build()))
            .build();
  }

  /** Where the service is, or why it cannot be called. */
  StepResult<URI> base() {
    return base.get();
  }

  /**
   * Sends a request.
   *
   * @param path below the service's address, without a leading slash
   */
  <A> StepResult<A> post(Call call, Duration limit, String path, Object body, Class<A> answer) {
    return post(call, limit, path, body, answer, _ -> true);
  }

  /**
   * Sends a request to a service that may answer with a failure as with anything else.
   *
   * @param path below the service's address, without a leading slash
   * @param worked whether an answer says that what was asked for was done
   */
  <A> StepResult<A> post(
      Call call,
      Duration limit,
      String path,
      Object body,
      Class<A> answer,
      Predicate<? super A> worked) {
    byte[] bytes = json.writeValueAsBytes(body);
    return base()
        .then(url -> outside.call(
            call,
            limit,
            traffic -> {
              traffic.sends(bytes.length);
              var address = url.resolve(path);
              traffic.goesTo(address);
              var request =
                  client
                      .method(HttpMethod.POST)
                      .uri(address)
                      .headers(this::sign)
                      .contentType(MediaType.APPLICATION_JSON)
                      .body(bytes);
              return exchange(request, call, traffic, answer);
            },
            worked));
  }

  /**
   * The result of what began a job, or asked about one. The job's place at the service is free for
   * others once nobody is going to ask about it any more.
   */
  <T> StepResult<T> job(Call call, StepResult<T> result) {
    boolean over =
        switch (result) {
          case StepResult.Done<T> _, StepResult.LeftOut<T> _ -> true;
          case StepResult.Pending<T> _ -> false;
          case StepResult.Failed<T>(var failure) ->
              switch (failure) {
                case Failure.Transient _, Failure.Permanent _ -> true;
                case Failure.Unknown(var code, _) -> code.equals(BlindCreation.LOST_FROM_SIGHT);
                case Failure.Throttled _, Failure.Blocked _ -> false;
              };
        };
    if (over) {
      outside.jobEnded(call, result);
    }
    return result;
  }

  /** Asks for something. */
  <A> StepResult<A> get(Call call, Duration limit, String path, Class<A> answer) {
    return base().then(url -> outside.call(call, limit, asking(call, url.resolve(path), answer)));
  }

  /** Asks for something only to see whether the service answers. */
  <A> StepResult<A> look(Call call, Duration limit, String path, Class<A> answer) {
    return base().then(url -> outside.look(call, limit, asking(call, url.resolve(path), answer)));
  }

  private <A> OutsideCalls.Work<A> asking(Call call, URI url, Class<A> answer) {
    return traffic -> {
      traffic.goesTo(url);
      return exchange(client.get().uri(url).headers(this::sign), call, traffic, answer);
    };
  }

  private void sign(HttpHeaders headers) {
    headers.setAccept(List.of(MediaType.APPLICATION_JSON));
    if (token != null) {
      headers.setBearerAuth(token.value());
    }
  }

  private <A> StepResult<A> exchange(
      RestClient.RequestHeadersSpec<?> request, Call call, Traffic traffic, Class<A> answer)
      throws IOException {
    try {
      return request.exchangeForRequiredValue(
          (_, response) -> read(response, call, traffic, answer));
    } catch (ResourceAccessException lost) {
      throw lost.getCause() instanceof IOException cause ? cause : new IOException(lost);
    }
  }

  /** Some services repeat in their errors what they were sent. */
  private byte[] withoutToken(byte[] body) {
    if (token == null || token.value().isBlank()) {
      return body;
    }
    String text = new String(body, StandardCharsets.UTF_8);
    return text.contains(token.value())
        ? text.replace(token.value(), "(credential)").getBytes(StandardCharsets.UTF_8)
        : body;
  }

  private <A> StepResult<A> read(
      ClientHttpResponse response, Call call, Traffic traffic, Class<A> answer) throws IOException {
    byte[] body = withoutToken(traffic.receive(response.getBody(), BODY_BYTES_MAX));
    int status = response.getStatusCode().value();
    if (status < 200 || status > 299) {
      return StepResult.failed(
          PresGenErrors.failure(
              call, status, response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER), body));
    }
    try {
      A read = json.readValue(body, answer);
      if (read == null) {
        throw new IOException("the answer is empty");
      }
      return StepResult.done(read);
    } catch (JacksonException unreadable) {
      throw new IOException("the answer is not what was expected", unreadable);
    }
  }
}
