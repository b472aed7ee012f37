package dev.presgen.orchestrator.adapters.limits.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.runtime.jdbc.PostgresServer;
import dev.presgen.orchestrator.workflows.OnBehalf;
import dev.presgen.orchestrator.workflows.OutsideQuotas.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(QuotasTest.Shared.class)
@ExtendWith(PostgresServer.Tidy.class)
class QuotasTest {
  private static final long WRITES = 60;
  private static final long UNITS = 6_000;

  enum Shared {
    WITH_NOBODY,
    THROUGH_POSTGRESQL
  }

  @Parameter
  private Shared shared;

  @TempDir
  private Path folder;

  private final MovedClock clock = new MovedClock();
  private AutoCloseable connections = () -> {};
  private Quotas quotas;

  @AfterEach
  void disconnect() throws Exception {
    connections.close();
  }

  @BeforeEach
  void node() {
    var allowances =
        Arrays.stream(QuotaClass.values())
            .collect(
                Collectors.toMap(
                    one -> one,
                    one -> one == QuotaClass.DRIVE_UNITS
                        ? Allowance.of(UNITS, 100)
                        : Allowance.of(WRITES, 1)));
    quotas =
        switch (shared) {
          case WITH_NOBODY -> Sharing.inProcess(allowances, Map.of(), clock).quotas();
          case THROUGH_POSTGRESQL -> {
            var database = PostgresServer.shared().connections(folder);
            connections = database;
            yield Sharing.throughPostgres(allowances, Map.of(), database, clock).quotas();
          }
        };
  }

  private OnBehalf step(String run, int hoursLeft) {
    return new OnBehalf(
        run, "WRITE", Instant.parse("2026-11-02T09:00:00Z").plus(Duration.ofHours(hoursLeft)),
        false);
  }

  private static OnBehalf person(String run) {
    return new OnBehalf(run, "WRITE", Instant.EPOCH, true);
  }

  private Admission write(OnBehalf who) {
    return quotas.ask(QuotaClass.SHEETS_WRITE, 1, Optional.of(who));
  }

  private static boolean granted(Admission admission) {
    return admission instanceof Admission.Granted;
  }

  private static Duration after(Admission admission) {
    return ((Admission.Later) admission).after();
  }

  /** Takes what the background may take at once. */
  private void useUp() {
    for (int i = 0; granted(write(step("greedy-" + i, 1))); i++) {
      assertThat(i).isLessThan(100);
    }
    // The last one has stood in line, and does not come again.
    clock.move(Line.LATE.plusSeconds(2));
    for (int i = 0; granted(write(step("hungry-" + i, 1))); i++) {
      assertThat(i).isLessThan(100);
    }
  }

  @Test
  void in_no_60_seconds_is_more_granted_than_the_limit_however_greedy_all_are() {
    var grants = new Grants();
    var dice = new Random(1);
    for (int tick = 0; tick < 2_000; tick++) {
      boolean burst = tick % 400 < 300;
      for (int i = 0; burst && i < 4; i++) {
        var who =
            i == 0 ? Optional.<OnBehalf>empty() : Optional.of(step("run-" + dice.nextInt(30), i));
        if (granted(quotas.ask(QuotaClass.SHEETS_WRITE, 1, who))) {
          grants.add(clock.instant(), 1);
        }
      }
      clock.move(Duration.ofMillis(dice.nextInt(300)));
    }

    assertThat(grants.mostInAMinute()).isLessThanOrEqualTo(WRITES);
    assertThat(grants.sum()).isGreaterThan(3 * WRITES);
  }

  @Test
  void calls_of_different_cost_are_counted_by_it() {
    var grants = new Grants();
    var dice = new Random(2);
    for (int tick = 0; tick < 1_500; tick++) {
      long cost = List.of(5L, 50L, 100L).get(dice.nextInt(3));
      if (granted(quotas.ask(QuotaClass.DRIVE_UNITS, cost, Optional.empty()))) {
        grants.add(clock.instant(), cost);
      }
      clock.move(Duration.ofMillis(dice.nextInt(200)));
    }

    assertThat(grants.mostInAMinute()).isBetween(UNITS * 8 / 10, UNITS);
  }

  @Test
  void a_person_finds_something_left_however_much_works_in_the_background() {
    useUp();

    assertThat(granted(write(person("asked")))).isTrue();
    assertThat(granted(write(step("more", 1)))).isFalse();
  }

  @Test
  void who_waits_is_told_for_what_at_which_place_and_how_long() {
    useUp();
    for (int i = 0; i < 120; i++) {
      write(step("waiting-" + i, 2));
    }

    assertThat(((Admission.Later) write(step("late", 3))).detail())
        .matches("waits for Google Sheets writes: place 12[1-2] of 12[1-2], about [23] min");
    assertThat(((Admission.Later) write(step("soon", 0))).detail())
        .matches("waits for Google Sheets writes: place 1 of 12[2-3], about [1-3] s");
  }

  @Test
  void the_nearest_deadline_comes_first_whoever_asked_first() {
    useUp();
    var later = after(write(step("later", 9)));
    var sooner = after(write(step("sooner", 3)));
    assertThat(sooner).isLessThan(Duration.ofSeconds(4));

    clock.move(Duration.ofMillis(Math.max(later.toMillis(), sooner.toMillis())));

    assertThat(granted(write(step("later", 9)))).isFalse();
    assertThat(granted(write(step("sooner", 3)))).isTrue();
  }

  @Test
  void nobody_takes_from_one_who_is_just_about_to_come() {
    useUp();
    var turn = after(write(step("first", 3)));

    clock.move(turn.minusMillis(20));
    assertThat(granted(write(step("second", 4)))).isFalse();
    clock.move(Duration.ofMillis(20));

    assertThat(granted(write(step("first", 3)))).isTrue();
  }

  @Test
  void what_one_who_does_not_come_would_have_taken_others_get_after_a_moment() {
    useUp();
    clock.move(after(write(step("cancelled", 3))));

    clock.move(Line.LATE);

    assertThat(granted(write(step("other", 4)))).isTrue();
  }

  @Test
  void after_a_refusal_nobody_gets_through_for_a_while() {
    quotas.hold(QuotaClass.SHEETS_WRITE, Duration.ofSeconds(30));

    assertThat(after(write(step("run", 1)))).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    assertThat(after(write(person("run")))).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    assertThat(granted(quotas.ask(QuotaClass.SHEETS_READ, 1, Optional.empty()))).isTrue();

    clock.move(Duration.ofSeconds(34));
    assertThat(granted(write(step("run", 1)))).isTrue();
  }

  @Test
  void looking_ahead_takes_nothing_and_keeps_the_place() {
    useUp();
    var turn = after(quotas.foresee(QuotaClass.SHEETS_WRITE, 1, Optional.of(step("run", 3))));
    clock.move(turn);

    for (int i = 0; i < 5; i++) {
      assertThat(
          granted(quotas.foresee(QuotaClass.SHEETS_WRITE, 1, Optional.of(step("run", 3)))))
          .isTrue();
      assertThat(granted(write(step("other", 4)))).isFalse();
    }
    assertThat(granted(write(step("run", 3)))).isTrue();
  }

  @Test
  void what_was_not_used_comes_back() {
    useUp();
    quotas.giveBack(QuotaClass.SHEETS_WRITE, 1);

    assertThat(granted(write(step("run", 0)))).isTrue();
  }

  @Test
  void how_it_stands_is_told() {
    var empty = new Standing("sheets.write", 0, 0, 56, Duration.ZERO);
    assertThat(quotas.standing()).hasSize(6).contains(empty);

    useUp();
    for (int i = 0; i < 55; i++) {
      write(step("waiting-" + i, 2));
    }
    var standing =
        quotas.standing()
            .stream()
            .filter(one -> one.quota().equals("sheets.write"))
            .findFirst()
            .orElseThrow();
    assertThat(standing.waiting()).isBetween(55, 56);
    assertThat(standing.cost()).isBetween(55L, 56L);
    assertThat(standing.newcomerWaits()).isBetween(Duration.ofSeconds(58), Duration.ofSeconds(64));
    assertThat(quotas.used(QuotaClass.SHEETS_WRITE, clock.instant())).isBetween(0.05, 0.2);
  }

  /** A run that comes when it is told to, and up to a second late. */
  private record Coming(Instant at, OnBehalf who) {}

  @Test
  void a_crowd_that_comes_when_told_to_gets_nearly_all_that_there_is() {
    int crowd = 200;
    var dice = new Random(3);
    var grants = new Grants();
    var coming = new PriorityQueue<>(Comparator.comparing(Coming::at)
        .thenComparing(
            one -> one.who().runId()));
    var began = clock.instant();
    IntStream.range(0, crowd)
        .forEach(i -> coming.add(new Coming(began.plusMillis(i), step("run-" + i, i % 10))));
    var order = new ArrayList<Instant>();
    while (!coming.isEmpty()) {
      var next = coming.poll();
      clock.moveTo(next.at());
      switch (write(next.who())) {
        case Admission.Granted _ -> {
          grants.add(clock.instant(), 1);
          order.add(next.who().deadline());
        }
        case Admission.Later(_, var after) ->
            coming.add(
                new Coming(next.at().plus(after).plusMillis(dice.nextInt(1_000)), next.who()));
      }
    }

    var took = Duration.between(began, clock.instant());
    assertThat(grants.mostInAMinute()).isLessThanOrEqualTo(WRITES);
    assertThat(took).isLessThan(Duration.ofSeconds(crowd).multipliedBy(115).dividedBy(100));
    // But for those who came before the line had formed.
    assertThat(inversions(order.subList(20, crowd))).isLessThan(crowd / 10);
  }

  private static long inversions(List<Instant> order) {
    return IntStream.range(1, order.size())
        .filter(i -> order.get(i).isBefore(order.get(i - 1)))
        .count();
  }
}
