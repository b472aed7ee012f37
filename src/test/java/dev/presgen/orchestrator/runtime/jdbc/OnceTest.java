package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.Once;
import dev.presgen.orchestrator.runtime.OrderRequest;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import dev.presgen.orchestrator.runtime.RunRequest;
import dev.presgen.orchestrator.runtime.SignalRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What is asked under a key counts once. */
@OnEachDatabase
class OnceTest {

  @Parameter
  Database database;

  private final SmallWorld world = new SmallWorld();
  private LocalNode node;

  @BeforeEach
  void startNode(@TempDir Path folder) {
    node = LocalNode.start(database, world, folder);
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  @Test
  void a_repeated_start_answers_the_run_that_was_started() {
    var first = (Answer.Started) node.runs.start(wish("a", "print"));
    var again = (Answer.Started) node.runs.start(wish("a", "print"));
    assertThat(first.repeated()).isFalse();
    assertThat(again.repeated()).isTrue();
    assertThat(again.run().id()).isEqualTo(first.run().id());
    assertThat(node.runs.start(wish("a", "other print"))).isEqualTo(new Answer.KeyReused());
  }

  @Test
  void a_repeated_signal_counts_once() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    assertThat(repeated(node.runs.signal(run, fill("s", "print")))).isFalse();
    assertThat(repeated(node.runs.signal(run, fill("s", "print")))).isTrue();
    assertThat(node.runs.signal(run, fill("s", "other"))).isEqualTo(new Answer.KeyReused());
    node.await(run, Status.COMPLETED);
    assertThat(repeated(node.runs.signal(run, fill("s", "print")))).isTrue();
    assertThat(taken(run)).hasSize(1);
  }

  @Test
  void a_repeated_order_counts_once() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    assertThat(repeated(node.runs.order(run, pause("p")))).isFalse();
    assertThat(repeated(node.runs.order(run, pause("p")))).isTrue();
    assertThat(node.types(run)).containsOnlyOnce("RunPaused");
    assertThat(((Answer.Refused) node.runs.order(run, pause("q"))).code())
        .isEqualTo("WRONG_STATE");
  }

  @Test
  void a_refused_request_may_be_sent_again_under_its_key() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    var resume =
        new OrderRequest(
            new Action.Resume(), new By("me", ""), Optional.of(new Once("r", "print")));
    assertThat(node.runs.order(run, resume)).isInstanceOf(Answer.Refused.class);
    node.order(run, new Action.Pause());
    assertThat(repeated(node.runs.order(run, resume))).isFalse();
  }

  @Test
  void the_same_start_from_many_threads_at_once_starts_one_run() throws Exception {
    var answers = atOnce(() -> (Answer.Started) node.runs.start(wish("a", "print")));
    assertThat(answers).extracting(answer -> answer.run().id())
        .containsOnly(
            answers.getFirst().run().id());
    assertThat(answers).filteredOn(answer -> !answer.repeated()).hasSize(1);
  }

  @Test
  void one_name_asked_for_from_many_threads_at_once_is_given_once() throws Exception {
    var request =
        new RunRequest(
            "small", Optional.of("course"), LocalNode.json("{\"copies\": 1}"), Map.of(), "me",
            Optional.empty());
    var answers = atOnce(() -> node.runs.start(request));
    var started =
        answers.stream().filter(Answer.Started.class::isInstance).toList();
    assertThat(started).hasSize(1);
    var run = ((Answer.Started) started.getFirst()).run().id();
    assertThat(answers)
        .filteredOn(answer -> !(answer instanceof Answer.Started))
        .hasSize(answers.size() - 1)
        .containsOnly(new Answer.KeyTaken(run));
  }

  @Test
  void the_same_signal_from_many_threads_at_once_is_accepted_for_all_and_counts_once()
      throws Exception {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    var answers = atOnce(() -> (Answer.Accepted) node.runs.signal(run, fill("s", "print")));
    assertThat(answers).filteredOn(answer -> !answer.repeated()).hasSize(1);
    assertThat(taken(run)).hasSize(1);
  }

  private List<Event> taken(String run) {
    return node.journal(run).stream().filter(Event.SignalAccepted.class::isInstance).toList();
  }

  private static <T> List<T> atOnce(Callable<T> asked) throws Exception {
    int threads = 8;
    var together = new CyclicBarrier(threads);
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var futures =
          pool.invokeAll(
              IntStream.range(0, threads)
                  .<Callable<T>>mapToObj(
                      _ -> () -> {
                        together.await(20, TimeUnit.SECONDS);
                        return asked.call();
                      })
                  .toList());
      return futures.stream().map(Future::resultNow).toList();
    }
  }

  private static boolean repeated(Answer answer) {
    return ((Answer.Accepted) answer).repeated();
  }

  private static RunRequest wish(String key, String fingerprint) {
    return new RunRequest(
        "small", Optional.empty(), LocalNode.json("{\"copies\": 1}"), Map.of(), "me",
        Optional.of(new Once(key, fingerprint)));
  }

  private static SignalRequest fill(String key, String fingerprint) {
    return new SignalRequest(
        "fill", LocalNode.json("{\"with\": \"sand\"}"), "me",
        Optional.of(new Once(key, fingerprint)));
  }

  private static OrderRequest pause(String key) {
    return new OrderRequest(
        new Action.Pause(), new By("me", ""), Optional.of(new Once(key, "print")));
  }
}
