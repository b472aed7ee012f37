package dev.presgen.orchestrator.adapters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.OnBehalf;
import dev.presgen.orchestrator.workflows.StepResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What a call leaves in the log, and what it must not leave there. */
class CallLogTest {
  private static final Call CALL = new Call(Service.GOOGLE_FORMS, "forms.get", Effect.READ);
  private static final OnBehalf RUN =
      new OnBehalf("run-1", "READ", Instant.parse("2026-11-03T00:00:00Z"), false);

  /** Secrets, answers and people, in the forms in which services repeat them. */
  private static final List<String> CANARIES =
      List.of(
          "canary-token-1",
          "canary.learner@example.org",
          "canary-bearer-2",
          "ya29.canary-3",
          "canary-key-4",
          "canary-secret-5",
          "canary-password-6");

  private static final String SAID =
      "access_token=canary-token-1 for canary.learner@example.org, Authorization: Bearer"
          + " canary-bearer-2, ya29.canary-3, {\"api_key\": \"canary-key-4\","
          + " \"client_secret\":\"canary-secret-5\", \"password\" : canary-password-6}";

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  private final OutsideCalls calls = QuickCalls.create();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void stop() {
    root.detachAppender(log);
  }

  private StepResult<String> make(Effect effect, OutsideCalls.Work<String> work) {
    return RUN.call(
        () -> calls.call(
            new Call(Service.GOOGLE_FORMS, "forms.get", effect), Duration.ofSeconds(5), work));
  }

  private static String everythingIn(ILoggingEvent event) {
    return "%s %s %s %s"
        .formatted(
            event.getFormattedMessage(),
            event.getKeyValuePairs(),
            event.getMDCPropertyMap(),
            Optional.ofNullable(event.getThrowableProxy())
                .map(ThrowableProxyUtil::asString)
                .orElse(""));
  }

  @Test
  void a_line_tells_whose_call_it_was_what_became_of_it_how_large_it_was_and_how_long_it_took() {
    make(
        Effect.READ,
        traffic -> {
          traffic.sends(12);
          return StepResult.done(
              "" + traffic.receive(new ByteArrayInputStream(new byte[34]), 100).length);
        });

    assertThat(log.list).hasSize(1);
    var line = log.list.getFirst();
    assertThat(line.getMDCPropertyMap())
        .isEqualTo(Map.of("runId", "run-1", "step", "READ"));
    var told =
        line.getKeyValuePairs()
            .stream()
            .collect(Collectors.toMap((KeyValuePair pair) -> pair.key, pair -> pair.value));
    assertThat(told)
        .containsOnlyKeys(
            "service",
            "operation",
            "outcome",
            "tries",
            "durationMs",
            "waitedMs",
            "bytesSent",
            "bytesReceived")
        .containsEntry("service", CALL.service().id())
        .containsEntry("operation", "forms.get")
        .containsEntry("outcome", "done")
        .containsEntry("tries", 1)
        .containsEntry("bytesSent", 12L)
        .containsEntry("bytesReceived", 34L);
  }

  @Test
  void nothing_that_was_said_gets_into_the_log_or_into_a_failure() {
    var answers =
        List.<OutsideCalls.Work<String>>of(
            traffic -> {
              traffic.receive(
                  new ByteArrayInputStream(SAID.getBytes(StandardCharsets.UTF_8)), 10_000);
              return StepResult.done(SAID);
            },
            _ -> {
              throw new IOException(SAID);
            },
            _ -> {
              throw new IOException("broken", new IllegalStateException(SAID));
            },
            _ -> StepResult.failed(new Failure.Transient(ServiceWords.fit(SAID))),
            _ -> StepResult.failed(new Failure.Throttled(ServiceWords.fit(SAID), Duration.ZERO)),
            _ -> StepResult.failed(
                new Failure.Blocked(ServiceWords.fit(SAID), "mend it", Duration.ofMinutes(1))),
            _ -> StepResult.refused("REFUSED", ServiceWords.fit(SAID), "look"));

    for (var answer : answers) {
      for (var effect : Effect.values()) {
        var result = make(effect, answer);
        if (result instanceof StepResult.Failed<?>(var failure)) {
          assertThat(failure.toString()).doesNotContain(CANARIES);
        }
      }
    }

    assertThat(log.list).isNotEmpty();
    assertThat(log.list.stream().map(CallLogTest::everythingIn))
        .allSatisfy(line -> assertThat(line).doesNotContain(CANARIES));
  }
}
