package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.jdbc.SmallWorld.Filled;
import dev.presgen.orchestrator.runtime.jdbc.SmallWorld.Note;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.WaitProbe.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEachDatabase
class SignalsTest {

  @Parameter
  Database database;

  private static final String SAND = "{\"with\": \"sand\"}";

  private final SmallWorld world = new SmallWorld(Duration.ofMinutes(1), Duration.ofMinutes(1));
  private LocalNode node;

  @BeforeEach
  void startNode(@TempDir Path folder) {
    node = LocalNode.start(database, world, folder, "presgen.patience.check=300ms");
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  @Test
  void a_signal_is_accepted_and_closes_its_wait() {
    var run = waiting();
    var accepted = (Answer.Accepted) node.signal(run, "fill", SAND);
    assertThat(accepted.kept()).isFalse();
    assertThat(accepted.run().revision()).isGreaterThan(1);
    node.await(run, Status.COMPLETED);
    assertThat(node.types(run)).containsSubsequence("SignalAccepted", "WaitClosed", "RunEnded");
  }

  @Test
  void a_signal_that_comes_early_is_kept_until_its_wait_opens() {
    var make = world.hold("MAKE");
    world.content.set("sand");
    var run = node.started(1);
    make.awaitThere();
    assertThat(((Answer.Accepted) node.signal(run, "fill", SAND)).kept()).isTrue();
    assertThat(((Answer.Accepted) node.signal(run, "note", "{\"text\": \"n\"}")).kept()).isTrue();
    make.go().countDown();
    node.await(run, Status.COMPLETED);
    assertThat(node.types(run))
        .containsSubsequence("SignalKept", "SignalKept", "WaitOpened", "SignalAccepted",
            "SignalAccepted", "WaitClosed")
        .doesNotContain("KeptSignalDropped");
  }

  @Test
  void a_kept_signal_is_judged_by_what_it_says() {
    var make = world.hold("MAKE");
    var run = node.started(1);
    make.awaitThere();
    node.signal(run, "fill", SAND);
    make.go().countDown();
    var ended = node.await(run, Status.COMPLETED);
    assertThat(node.runs.outputs(ended).get("FILLED", SmallWorld.Filled.class))
        .isEqualTo(new SmallWorld.Filled("sand"));
  }

  @Test
  void a_kept_signal_that_nothing_bears_out_is_dropped_and_the_wait_stays() {
    var make = world.hold("MAKE");
    var run = node.started(1);
    make.awaitThere();
    node.signal(run, "fill", "{\"with\": \"\"}");
    make.go().countDown();
    node.await(run, record -> node.types(run).contains("KeptSignalDropped"));
    assertThat(Status.of(node.find(run).state())).isEqualTo(Status.WAITING);
  }

  @Test
  void a_signal_that_the_workflow_does_not_know_is_refused_with_what_is_possible() {
    var run = waiting();
    assertThat(node.signal(run, "spill", "{}"))
        .isEqualTo(
            new Answer.Refused(
                "UNKNOWN_SIGNAL",
                "workflow small knows no signal spill",
                List.of("pause", "cancel", "extend", "signal fill", "signal note")));
  }

  @Test
  void a_signal_after_its_wait_is_too_late() {
    var run = waiting();
    var copy = world.hold("COPY_ONE");
    node.signal(run, "fill", SAND);
    copy.awaitThere();
    assertThat(code(node.signal(run, "fill", SAND))).isEqualTo("TOO_LATE");
    copy.go().countDown();
    node.await(run, Status.COMPLETED);
    assertThat(code(node.signal(run, "fill", SAND))).isEqualTo("RUN_ENDED");
  }

  @Test
  void a_signal_is_checked_first_and_journalled_only_when_it_is_right() {
    var run = waiting();
    var before = node.find(run);
    assertThat(code(node.signal(run, "fill", "{\"with\": \"\"}"))).isEqualTo("NOTHING_YET");
    world.look.set((_, _) -> new Finding.Refused<>("TOO_HOT", "let it cool"));
    assertThat(node.signal(run, "fill", SAND))
        .isEqualTo(
            new Answer.Refused(
                "TOO_HOT", "let it cool",
                List.of("pause", "cancel", "extend", "signal fill", "signal note")));
    assertThat(node.find(run)).isEqualTo(before);
  }

  @Test
  void a_signal_that_cannot_be_checked_is_sent_back_for_a_while() throws Exception {
    var run = waiting();
    world.look.set(
        (_, _) -> new Finding.Failed<>(new Failure.Throttled("busy", Duration.ofSeconds(7))));
    assertThat(node.signal(run, "fill", SAND))
        .isEqualTo(new Answer.Unavailable("busy", Duration.ofSeconds(7)));
    world.look.set(
        (_, _) -> {
          throw new IllegalStateException("a secret");
        });
    assertThat(((Answer.Unavailable) node.signal(run, "fill", SAND)).why())
        .doesNotContain("secret");
    world.look.set((_, _) -> null);
    assertThat(node.signal(run, "fill", SAND)).isInstanceOf(Answer.Unavailable.class);
    var interrupted = new CountDownLatch(1);
    world.look.set(
        (_, _) -> {
          try {
            new CountDownLatch(1).await();
            return new Finding.Nothing<Filled>();
          } catch (InterruptedException stopped) {
            interrupted.countDown();
            throw stopped;
          }
        });
    assertThat(node.signal(run, "fill", SAND))
        .isEqualTo(
            new Answer.Unavailable(
                "the service that must be asked first did not answer in time",
                Duration.ofSeconds(10)));
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_payload_that_does_not_fit_is_refused_by_the_field() {
    var run = waiting();
    assertThat(problems(run, "{}")).containsExactly(new FieldProblem("/with", "is missing"));
    assertThat(problems(run, "{\"with\": null}"))
        .containsExactly(new FieldProblem("/with", "must not be null"));
    assertThat(problems(run, "{\"with\": {}}"))
        .extracting(FieldProblem::pointer)
        .containsExactly("/with");
    assertThat(problems(run, "{\"with\": \"a\", \"on/off\": 1}"))
        .containsExactly(
            new FieldProblem("/on~1off", "is not known here; known are [with]"));
    assertThat(problems(run, "[]"))
        .containsExactly(new FieldProblem("", "must be a JSON object"));
  }

  @Test
  void many_signals_at_once_are_each_accepted_or_refused_once() throws Exception {
    var run = waiting();
    int threads = 16;
    int each = 25;
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var tasks =
          IntStream.range(0, threads)
              .<Callable<List<Answer>>>mapToObj(
                  thread -> () -> IntStream.range(0, each)
                      .mapToObj(
                          i -> thread == 7 && i == 12
                              ? node.signal(run, "fill", SAND)
                              : node.signal(run, "note",
                                  "{\"text\": \"" + thread + "/" + i + "\"}"))
                      .toList())
              .toList();
      var done = pool.invokeAll(tasks);
      assertThat(done).allSatisfy(asked -> assertThat(asked).succeedsWithin(Duration.ZERO));
      var answers = done.stream().map(Future::resultNow).flatMap(List::stream).toList();
      node.await(run, Status.COMPLETED);
      var accepted = answers.stream().filter(Answer.Accepted.class::isInstance).count();
      assertThat(answers)
          .filteredOn(answer -> !(answer instanceof Answer.Accepted))
          .allMatch(answer -> List.of("TOO_LATE", "RUN_ENDED").contains(code(answer)))
          .hasSize((int) ((long) threads * each - accepted));
      var journalled =
          node.journal(run)
              .stream()
              .filter(Event.SignalAccepted.class::isInstance)
              .map(Event.SignalAccepted.class::cast)
              .toList();
      assertThat(journalled)
          .hasSize((int) accepted)
          .extracting(Event.SignalAccepted::id)
          .doesNotHaveDuplicates();
      var payloads = node.part(Stores.class).payloads().of(run, List.of());
      assertThat(journalled)
          .filteredOn(event -> event.name().equals("note"))
          .extracting(event -> payloads.read(event.payload(), Note.class))
          .doesNotHaveDuplicates()
          .hasSize((int) accepted - 1);
    }
  }

  private String waiting() {
    var run = node.started(1);
    node.await(run, Status.WAITING);
    return run;
  }

  private List<FieldProblem> problems(String run, String payload) {
    return ((Answer.Invalid) node.signal(run, "fill", payload)).problems();
  }

  private static String code(Answer answer) {
    return ((Answer.Refused) answer).code();
  }
}
