package dev.presgen.orchestrator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A service that is stopped and started again goes on where it was. */
@Timeout(120)
class RestartTest {

  /** Failures on the way to the stop neither use up the attempts nor open the circuit breaker. */
  private static final String[] PATIENT = {
      "--presgen.retry.attempts=100",
      "--resilience4j.circuitbreaker.configs.default.sliding-window-size=1000",
      "--resilience4j.circuitbreaker.configs.default.minimum-number-of-calls=1000"
  };

  @TempDir
  private Path data;

  @Test
  void a_run_that_waits_and_one_that_makes_presentations_go_on_after_a_restart()
      throws Exception {
    try (var proxy = new FaultProxy()) {
      var hanging = Fault.hanging(Outside.MAKE_DECK);
      JsonNode waiting;
      String making;
      int port;
      try (var first = Service.startBehind(proxy, data, PATIENT)) {
        port = first.url().getPort();
        waiting = first.beginAndWait(Requests.small());
        var other = first.beginAndWait(Requests.small());
        making = other.path("id").asString();
        LearnerBrowser.answerAllWrong(first, other);
        proxy.add(hanging);
        assertThat(first.signal(making, "{}").status()).isEqualTo(202);
        assertThat(hanging.awaitHit()).isTrue();
        // The deck is made, and nobody has been told; the answer is lost while the service stops.
        // A thread of its own: the clients that the service still waits for need the common pool.
        var stopping = Thread.ofPlatform().start(first::close);
        proxy.cutOff();
        proxy.mend();
        assertThat(stopping.join(Duration.ofSeconds(60))).isTrue();
      }
      // On the same port: the links of the sandbox name it.
      try (var second = Service.startBehind(proxy, data, "--server.port=" + port)) {
        var id = waiting.path("id").asString();
        LearnerBrowser.answerAllWrong(second, waiting);
        assertThat(second.signal(id, "{}").status()).isEqualTo(202);
        assertThatAllIsThereOnce(second, second.await(id, "COMPLETED"));
        assertThatAllIsThereOnce(second, second.await(making, "COMPLETED"));
        assertThat(second.history(making, "AttemptLost")).isEmpty();
      }
    }
  }

  private static void assertThatAllIsThereOnce(Service service, JsonNode run) throws Exception {
    assertThat(Service.steps(run).values()).containsOnly("COMPLETED");
    assertThat(run.path("missing")).isEmpty();
    assertThat(service.made(run.path("id").asString()).live())
        .isEqualTo(new Made.Live(1, 1, 1, 2, 2));
  }
}
