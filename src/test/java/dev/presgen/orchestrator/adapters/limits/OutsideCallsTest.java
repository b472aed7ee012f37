package dev.presgen.orchestrator.adapters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class OutsideCallsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final StepResult<String> NOT_NOW =
      StepResult.failed(new Failure.Transient("not now"));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OutsideCalls calls = QuickCalls.create(meters);
  private final AtomicInteger sent = new AtomicInteger();

  private static Call call(Effect effect) {
    return new Call(Service.GOOGLE_DRIVE, "files.get", effect);
  }

  private StepResult<String> make(Effect effect, OutsideCalls.Work<String> work) {
    return calls.call(
        call(effect),
        LIMIT,
        traffic -> {
          sent.incrementAndGet();
          return work.send(traffic);
        });
  }

  @ParameterizedTest
  @EnumSource
  void only_what_may_be_sent_twice_is_sent_again_when_nothing_happened(Effect effect) {
    StepResult<String> result = make(effect, _ -> NOT_NOW);

    assertThat(result).isEqualTo(NOT_NOW);
    assertThat(sent.get())
        .isEqualTo(
            switch (effect) {
              case READ, NATURAL, KEYED -> 3;
              case FINDABLE, BLIND -> 1;
            });
  }

  @ParameterizedTest
  @EnumSource
  void a_lost_answer_is_unknown_only_where_a_repeat_would_not_be_safe(Effect effect) {
    StepResult<String> result =
        make(
            effect,
            _ -> {
              throw new IOException("connection reset");
            });

    String words = "Google Drive gave no usable answer: IOException: connection reset";
    assertThat(result)
        .isEqualTo(
            StepResult.failed(
                switch (effect) {
                  case READ, NATURAL, KEYED -> new Failure.Transient(words);
                  case FINDABLE, BLIND -> new Failure.Unknown(Failure.Unknown.NO_ANSWER, words);
                }));
  }

  @Test
  void what_never_left_is_safe_to_repeat_whatever_it_does() {
    StepResult<String> result =
        make(
            Effect.BLIND,
            _ -> {
              throw new ConnectException("Connection refused");
            });

    assertThat(result)
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient(
                    "Google Drive could not be reached: connection refused")));
  }

  @Test
  void host_and_port_are_told_and_nothing_else_of_an_address() {
    StepResult<String> result =
        make(
            Effect.BLIND,
            traffic -> {
              traffic.goesTo(URI.create("https://user:hush@drive.example/files?token=hush"));
              throw new ConnectException();
            });

    assertThat(result)
        .isEqualTo(
            StepResult.failed(
                new Failure.Transient(
                    "Google Drive could not be reached: connection refused by"
                        + " drive.example:443")));
  }

  @Test
  void a_second_try_that_works_is_a_success() {
    assertThat(make(Effect.READ, _ -> sent.get() < 2 ? NOT_NOW : StepResult.done("there")))
        .isEqualTo(StepResult.done("there"));
    assertThat(
        meters
            .get("presgen.outside.calls")
            .tags("service", "google-drive", "operation", "files.get", "outcome", "done")
            .timer()
            .count())
        .isEqualTo(1);
  }

  @Test
  void a_service_that_asks_for_peace_is_not_asked_again() {
    var throttled =
        StepResult.<String>failed(new Failure.Throttled("later", Duration.ofSeconds(7)));

    assertThat(make(Effect.READ, _ -> throttled)).isEqualTo(throttled);
    assertThat(sent.get()).isEqualTo(1);
  }

  @Test
  void a_service_that_never_ends_its_answer_is_left_and_its_thread_freed() throws Exception {
    var freed = new CountDownLatch(1);
    Duration limit = Duration.ofMillis(200);

    StepResult<String> result =
        calls.call(
            call(Effect.FINDABLE),
            limit,
            _ -> {
              try {
                new CountDownLatch(1).await();
                return StepResult.done("never");
              } catch (InterruptedException stopped) {
                freed.countDown();
                throw new IOException(stopped);
              }
            });

    assertThat(result)
        .isEqualTo(
            StepResult.failed(
                new Failure.Unknown(
                    Failure.Unknown.NO_ANSWER,
                    "Google Drive, files.get, did not answer within 200 ms")));
    assertThat(freed.await(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_caller_that_is_interrupted_is_let_go_at_once_and_stays_interrupted() throws Exception {
    var waiting = new CountDownLatch(1);
    var stillInterrupted = new AtomicBoolean();
    var caller =
        Thread.ofVirtual()
            .start(() -> {
              make(
                  Effect.READ,
                  _ -> {
                    waiting.countDown();
                    try {
                      new CountDownLatch(1).await();
                    } catch (InterruptedException stopped) {
                      throw new IOException(stopped);
                    }
                    return StepResult.done("never");
                  });
              stillInterrupted.set(Thread.currentThread().isInterrupted());
            });

    assertThat(waiting.await(5, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();

    assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
    assertThat(stillInterrupted).isTrue();
    assertThat(sent.get()).isEqualTo(1);
  }

  @Test
  void a_service_that_keeps_failing_is_left_alone_for_a_while() {
    for (int i = 0; i < 10; i++) {
      make(Effect.BLIND, _ -> NOT_NOW);
    }

    assertThat(make(Effect.BLIND, _ -> StepResult.done("too late")))
        .isEqualTo(
            StepResult.failed(
                new Failure.Throttled(
                    "Google Drive has failed too often of late; calls to it are held back.",
                    Duration.ofSeconds(30))));
    assertThat(sent.get()).isEqualTo(10);
  }

  @Test
  void calls_that_we_break_off_ourselves_say_nothing_against_the_service() {
    for (int i = 0; i < 30; i++) {
      Thread.currentThread().interrupt();
      make(
          Effect.BLIND,
          _ -> {
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
              throw new IOException(stopped);
            }
            return StepResult.done("never");
          });
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(make(Effect.BLIND, _ -> StepResult.done("there")))
        .isEqualTo(StepResult.done("there"));
  }

  @Test
  void refusals_say_nothing_against_the_service() {
    for (int i = 0; i < 30; i++) {
      make(Effect.READ, _ -> StepResult.refused("NOT_FOUND", "gone", "look"));
    }

    assertThat(make(Effect.READ, _ -> StepResult.done("there")))
        .isEqualTo(StepResult.done("there"));
  }

  @Test
  void a_bug_is_not_hidden() {
    assertThatThrownBy(() -> make(
        Effect.READ,
        _ -> {
          throw new IllegalStateException("bug");
        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bug");
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_that_is_too_large_is_given_up(Effect effect) {
    var tenBytes = new byte[10];

    assertThat(
        make(
            effect,
            traffic -> StepResult.done(
                ""
                    + traffic.receive(new ByteArrayInputStream(tenBytes), 10).length)))
        .isEqualTo(StepResult.done("10"));

    StepResult<String> tooLarge =
        make(
            effect,
            traffic -> StepResult.done(
                "" + traffic.receive(new ByteArrayInputStream(tenBytes), 9).length));
    assertThat(tooLarge)
        .isEqualTo(
            StepResult.failed(
                switch (effect) {
                  case READ, NATURAL, KEYED ->
                      new Failure.Permanent(
                          "PAYLOAD_TOO_LARGE",
                          "Google Drive, files.get: the answer is larger than 9 bytes",
                          "Look at the object in the service: it is larger than a run can use.");
                  case FINDABLE, BLIND ->
                      new Failure.Unknown(
                          Failure.Unknown.NO_ANSWER,
                          "Google Drive gave no usable answer: TooLarge: the answer is larger"
                              + " than 9 bytes");
                }));
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void a_call_is_logged_without_anything_that_was_said(CapturedOutput log) {
    // Services that other tests have started may have made it quiet.
    ((Logger) LoggerFactory.getLogger(OutsideCalls.class)).setLevel(Level.INFO);

    make(Effect.READ, _ -> StepResult.done("canary"));
    make(Effect.BLIND, _ -> StepResult.refused("canary", "canary", "canary"));
    make(
        Effect.BLIND,
        _ -> {
          throw new IOException("canary");
        });

    assertThat(log)
        .contains("Google Drive files.get: done in ")
        .contains("Google Drive files.get: permanent in ")
        .contains("Google Drive files.get: unknown in ")
        .doesNotContain("canary");
  }
}
