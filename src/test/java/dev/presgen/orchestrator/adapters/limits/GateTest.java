package dev.presgen.orchestrator.adapters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.adapters.limits.quota.Allowance;
import dev.presgen.orchestrator.adapters.limits.quota.MovedClock;
import dev.presgen.orchestrator.adapters.limits.quota.QuotaClass;
import dev.presgen.orchestrator.adapters.limits.quota.Sharing;
import dev.presgen.orchestrator.adapters.limits.quota.SlotClass;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.OnBehalf;
import dev.presgen.orchestrator.workflows.StepResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What quotas and slots do to calls, with time that moves only while a call waits. */
@Timeout(30)
class GateTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Call WRITE =
      new Call(Service.GOOGLE_SHEETS, "spreadsheets.batchUpdate", Effect.FINDABLE);
  private static final Call READ = new Call(Service.GOOGLE_SHEETS, "spreadsheets.get", Effect.READ);
  private static final Call RENDER = new Call(Service.CORE, "render", Effect.KEYED);
  private static final Call SUBMIT =
      new Call(Service.CORE, "presentations.educational", Effect.BLIND);
  private static final Call STATUS = new Call(Service.CORE, "jobs.status", Effect.READ);
  private static final StepResult<String> DONE = StepResult.done("there");

  private final MovedClock clock = new MovedClock();
  private final List<Duration> pauses = new ArrayList<>();
  private final Sharing sharing =
      Sharing.inProcess(
          Arrays.stream(QuotaClass.values())
              .collect(Collectors.toMap(one -> one, _ -> Allowance.of(60, 1))),
          Map.of(SlotClass.CORE, 1, SlotClass.AVATAR, 1, SlotClass.AGENT, 1),
          clock);
  private final OutsideCalls calls =
      QuickCalls.create(
          new SimpleMeterRegistry(),
          new Gate(
              sharing,
              time -> {
                pauses.add(time);
                clock.move(time);
              }));
  private final AtomicInteger sent = new AtomicInteger();

  private StepResult<String> make(String run, Call call, OutsideCalls.Work<String> work) {
    return behalf(run)
        .call(
            () -> calls.call(
                call,
                LIMIT,
                traffic -> {
                  sent.incrementAndGet();
                  return work.send(traffic);
                }));
  }

  private static OnBehalf behalf(String run) {
    return new OnBehalf(run, "WRITE", Instant.parse("2026-11-03T00:00:00Z"), false);
  }

  private StepResult<String> make(String run, Call call) {
    return make(run, call, _ -> DONE);
  }

  private static Failure.Throttled throttled(StepResult<?> result) {
    return (Failure.Throttled) ((StepResult.Failed<?>) result).failure();
  }

  @Test
  void a_call_waits_for_a_moment_in_place_and_for_longer_elsewhere() {
    for (int i = 0; i < 10; i++) {
      assertThat(make("first", WRITE)).isEqualTo(DONE);
    }
    assertThat(pauses).isNotEmpty().allMatch(pause -> pause.compareTo(Gate.IN_PLACE_MAX) <= 0);

    sharing.quotas().hold(QuotaClass.SHEETS_WRITE, Duration.ofMinutes(1));
    pauses.clear();
    var told = throttled(make("second", WRITE));
    assertThat(told.detail())
        .matches("waits for Google Sheets writes: place 1 of 1, about 6[0-9] s");
    assertThat(told.retryAfter()).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(70));
    assertThat(pauses).isEmpty();
    assertThat(sent.get()).isEqualTo(10);
  }

  @Test
  void each_try_takes_its_part() {
    make("run", READ, _ -> StepResult.failed(new Failure.Transient("not now")));

    assertThat(sent.get()).isEqualTo(3);
    assertThat(sharing.quotas().used(QuotaClass.SHEETS_READ, clock.instant())).isEqualTo(3 / 60.0);
  }

  @Test
  void a_refusal_by_the_service_holds_back_all_others_until_then() {
    make(
        "first",
        WRITE,
        _ -> StepResult.failed(new Failure.Throttled("too many", Duration.ofSeconds(30))));

    assertThat(throttled(make("second", WRITE)).retryAfter())
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(35));
    assertThat(make("second", READ)).isEqualTo(DONE);
    assertThat(sent.get()).isEqualTo(2);
  }

  @Test
  void one_that_is_told_to_come_back_in_a_moment_does_so_in_place() {
    StepResult<String> result =
        make(
            "run",
            WRITE,
            _ -> sent.get() == 1
                ? StepResult.failed(new Failure.Throttled("a moment", Duration.ofSeconds(1)))
                : DONE);

    assertThat(result).isEqualTo(DONE);
    assertThat(pauses).hasSize(1);
    assertThat(pauses.getFirst()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_refusal_that_is_no_matter_of_a_minute_holds_back_nobody_else() {
    make(
        "first",
        WRITE,
        _ -> StepResult.failed(new Failure.Throttled("sharing limit", Duration.ofHours(1))));

    assertThat(make("second", WRITE)).isEqualTo(DONE);
  }

  @Test
  void a_call_that_its_breaker_holds_back_costs_nothing() {
    for (int i = 0; i < 10; i++) {
      make("run", WRITE, _ -> StepResult.failed(new Failure.Transient("not now")));
    }
    double used = sharing.quotas().used(QuotaClass.SHEETS_WRITE, clock.instant());

    assertThat(throttled(make("run", WRITE)).detail()).contains("failed too often");
    assertThat(sharing.quotas().used(QuotaClass.SHEETS_WRITE, clock.instant())).isEqualTo(used);
  }

  @Test
  void what_waits_does_not_count_against_the_service() {
    for (int i = 0; i < 30; i++) {
      make(
          "run",
          WRITE,
          _ -> StepResult.failed(new Failure.Throttled("too many", Duration.ofHours(1))));
    }

    assertThat(make("run", WRITE)).isEqualTo(DONE);
  }

  @Test
  void what_prepares_a_call_that_must_wait_is_told_so() {
    assertThat(behalf("run").call(() -> calls.foreseen(WRITE))).isEmpty();

    sharing.quotas().hold(QuotaClass.SHEETS_WRITE, Duration.ofMinutes(1));

    assertThat(behalf("run").call(() -> calls.foreseen(WRITE)))
        .get()
        .isInstanceOf(Failure.Throttled.class);
  }

  @Test
  void a_service_does_only_as_much_at_a_time_as_it_may() throws Exception {
    var busy = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var first =
        new FutureTask<>(
            () -> make(
                "first",
                RENDER,
                _ -> {
                  busy.countDown();
                  return waited(end) ? DONE : StepResult.refused("LATE", "late", "");
                }));
    Thread.startVirtualThread(first);
    assertThat(busy.await(5, TimeUnit.SECONDS)).isTrue();

    assertThat(throttled(make("second", RENDER)).detail())
        .matches("waits for PresGen Core: place 1 of 1, about \\d+ s");
    end.countDown();
    assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(DONE);
    assertThat(make("second", RENDER)).isEqualTo(DONE);
  }

  private Optional<Duration> useLasts() {
    return sharing.queues()
        .stream()
        .filter(queue -> queue.service().equals("core"))
        .findFirst()
        .orElseThrow()
        .useLasts();
  }

  private StepResult<String> render(StepResult<String> answer, Duration takes) {
    return behalf("run")
        .call(
            () -> calls.call(
                RENDER,
                LIMIT,
                _ -> {
                  clock.move(takes);
                  return answer;
                },
                "there"::equals));
  }

  @Test
  void an_answer_that_tells_of_a_failure_does_not_tell_how_long_uses_take() {
    render(DONE, Duration.ofMinutes(4));

    render(StepResult.done("out of memory"), Duration.ofMillis(200));
    assertThat(useLasts()).contains(Duration.ofMinutes(4));

    render(DONE, Duration.ofMinutes(4));
    assertThat(useLasts()).contains(Duration.ofMinutes(4));
  }

  @Test
  void what_may_have_been_made_before_does_not_tell_how_long_uses_take() {
    render(DONE, Duration.ofMinutes(4));

    render(StepResult.failed(new Failure.Unknown("NO_ANSWER", "lost")), Duration.ofMinutes(9));
    render(DONE, Duration.ofMillis(100));
    assertThat(useLasts()).contains(Duration.ofMinutes(4));

    render(DONE, Duration.ofMinutes(14));
    assertThat(useLasts()).contains(Duration.ofMinutes(7));
  }

  private static boolean waited(CountDownLatch end) {
    try {
      return end.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void a_job_has_its_slot_until_it_is_over() {
    assertThat(make("first", SUBMIT)).isEqualTo(DONE);
    clock.move(Duration.ofMinutes(4));
    assertThat(make("first", STATUS)).isEqualTo(DONE);
    clock.move(Duration.ofMinutes(4));
    assertThat(make("second", SUBMIT)).isInstanceOf(StepResult.Failed.class);

    behalf("first").call(
        () -> {
          calls.jobEnded(STATUS, DONE);
          return null;
        });

    assertThat(make("second", SUBMIT)).isEqualTo(DONE);
  }

  @Test
  void a_job_that_was_not_taken_has_no_slot() {
    make("first", SUBMIT, _ -> StepResult.refused("REFUSED", "no", "look"));

    assertThat(make("second", SUBMIT)).isEqualTo(DONE);
  }
}
