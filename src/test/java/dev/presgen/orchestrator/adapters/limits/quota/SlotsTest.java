package dev.presgen.orchestrator.adapters.limits.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.runtime.jdbc.PostgresServer;
import dev.presgen.orchestrator.workflows.OnBehalf;
import dev.presgen.orchestrator.workflows.OutsideQuotas.Queue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
class SlotsTest {
  private static final Duration CALL = Duration.ofMinutes(10);

  @Parameter
  private QuotasTest.Shared shared;

  @TempDir
  private Path folder;

  private final MovedClock clock = new MovedClock();
  private AutoCloseable connections = () -> {};
  private Sharing sharing;
  private Slots slots;

  @AfterEach
  void disconnect() throws Exception {
    connections.close();
  }

  @BeforeEach
  void node() {
    var most = Map.of(SlotClass.AVATAR, 2);
    sharing =
        switch (shared) {
          case WITH_NOBODY -> Sharing.inProcess(allowances(), most, clock);
          case THROUGH_POSTGRESQL -> {
            var database = PostgresServer.shared().connections(folder);
            connections = database;
            yield Sharing.throughPostgres(allowances(), most, database, clock);
          }
        };
    slots = sharing.slots();
  }

  private static Map<QuotaClass, Allowance> allowances() {
    return Map.of(QuotaClass.SHEETS_READ, Allowance.of(60, 1));
  }

  private Admission take(String run, int deadline) {
    var who =
        new OnBehalf(run, "FILM", Instant.parse("2026-11-02T12:00:00Z").plusSeconds(deadline),
            false);
    return slots.take(SlotClass.AVATAR, run, CALL, Optional.of(who));
  }

  private static boolean granted(Admission admission) {
    return admission instanceof Admission.Granted;
  }

  @Test
  void no_more_are_let_in_than_there_are_slots_until_one_is_given_back() {
    assertThat(granted(take("a", 1))).isTrue();
    assertThat(granted(take("b", 1))).isTrue();
    assertThat(granted(take("a", 1))).as("one who has a slot").isTrue();
    assertThat(granted(take("c", 1))).isFalse();

    clock.move(Duration.ofMinutes(4));
    slots.used(SlotClass.AVATAR, "a");

    assertThat(granted(take("c", 1))).isTrue();
    assertThat(((Admission.Later) take("d", 1)).detail())
        .isEqualTo("waits for PresGen Avatar: place 1 of 1, about 60 s");
  }

  @Test
  void the_nearest_deadline_gets_the_next_slot() {
    take("a", 1);
    take("b", 1);
    take("late", 9);
    var turn = ((Admission.Later) take("soon", 3)).after();

    clock.move(turn);
    slots.used(SlotClass.AVATAR, "a");

    assertThat(granted(take("late", 9))).isFalse();
    assertThat(granted(take("soon", 3))).isTrue();
  }

  @Test
  void a_slot_that_nobody_gives_back_is_free_when_its_time_is_up() {
    take("a", 1);
    take("b", 1);
    clock.move(CALL.minusSeconds(1));
    slots.keep(SlotClass.AVATAR, "b", Duration.ofMinutes(5));

    clock.move(Duration.ofSeconds(1));

    assertThat(granted(take("c", 1))).isTrue();
    assertThat(granted(take("d", 1))).isFalse();
  }

  @Test
  void a_job_that_nobody_asked_about_for_long_has_its_slot_again_when_somebody_does() {
    take("a", 1);
    take("b", 1);
    clock.move(CALL);
    take("c", 1);
    take("d", 1);

    slots.keep(SlotClass.AVATAR, "a", Duration.ofMinutes(5));
    slots.free(SlotClass.AVATAR, "c");

    assertThat(granted(take("e", 1))).as("a and d have both slots").isFalse();
    slots.used(SlotClass.AVATAR, "a");
    assertThat(granted(take("e", 1))).isTrue();
  }

  @Test
  void who_comes_when_told_is_not_overtaken_by_newcomers_before_a_use_has_ended_here() {
    take("a", 1);
    take("b", 1);
    var due = clock.instant();
    int asked = 0;
    Admission last = new Admission.Later("", Duration.ZERO);
    for (int tick = 0; tick < 400 && !granted(last); tick++) {
      if (tick == 350) {
        slots.used(SlotClass.AVATAR, "a");
      }
      if (!clock.instant().isBefore(due)) {
        asked++;
        last = take("waits", 2);
        due =
            clock.instant()
                .plus(last instanceof Admission.Later(_, var after) ? after : Duration.ZERO);
      }
      assertThat(granted(take("newcomer " + tick, 9))).as("tick %d", tick).isFalse();
      clock.move(Duration.ofMillis(1_500));
    }
    assertThat(granted(last)).isTrue();
    assertThat(asked).isLessThan(30);
  }

  @Test
  void before_the_first_use_has_ended_who_waits_comes_soon_and_then_less_and_less_often() {
    take("a", 1);
    take("b", 1);

    var told = new ArrayList<Duration>();
    for (var later : List.of(0, 5, 25, 500)) {
      clock.move(Duration.ofSeconds(later));
      told.add(((Admission.Later) take("waits", 2)).after());
    }

    assertThat(told)
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));
  }

  @Test
  void who_is_far_back_is_told_to_come_much_later() {
    take("a", 1);
    take("b", 1);
    clock.move(Duration.ofMinutes(9));
    slots.used(SlotClass.AVATAR, "a");
    take("c", 1);

    var told = new ArrayList<Duration>();
    for (int place = 1; place <= 20; place++) {
      told.add(((Admission.Later) take("waits " + place, 1 + place)).after());
    }

    assertThat(told.subList(0, 3))
        .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(2));
    assertThat(told.getLast()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void nobody_is_told_to_come_later_than_a_step_that_waits_comes_anyway() {
    videosTakeFiveMinutes();
    for (int place = 1; place <= 100; place++) {
      take("waits " + place, 1 + place);
    }

    assertThat(((Admission.Later) take("last", 900)).after()).isEqualTo(Duration.ofMinutes(15));
  }

  /** And all slots are in use, by a and c. */
  private void videosTakeFiveMinutes() {
    take("a", 1);
    take("b", 1);
    clock.move(Duration.ofMinutes(5));
    slots.used(SlotClass.AVATAR, "b");
    take("c", 1);
  }

  @Test
  void whoever_gives_up_is_neither_waited_for_nor_counted() {
    videosTakeFiveMinutes();
    for (int place = 1; place <= 100; place++) {
      take("waits " + place, 1 + place);
    }
    for (int place = 1; place <= 100; place++) {
      sharing.leave("waits " + place, Set.of());
    }
    slots.used(SlotClass.AVATAR, "a");
    slots.used(SlotClass.AVATAR, "c");

    assertThat(granted(take("newcomer", 900))).isTrue();
    assertThat(granted(take("another", 901))).isTrue();
    assertThat(((Admission.Later) take("third", 902)).detail())
        .startsWith("waits for PresGen Avatar: place 1 of 1");
    assertThat(slots.queues().getFirst().waiting()).isOne();
  }

  @Test
  void who_gives_up_at_some_paths_keeps_its_places_at_the_others() {
    var run = new OnBehalf("run", "FILM[1]", clock.instant(), false);
    var other = new OnBehalf("run", "FILM[2]", clock.instant(), false);
    take("a", 1);
    take("b", 1);
    slots.take(SlotClass.AVATAR, "run/1", CALL, Optional.of(run));
    slots.take(SlotClass.AVATAR, "run/2", CALL, Optional.of(other));
    sharing.quotas().hold(QuotaClass.SHEETS_READ, Duration.ofMinutes(1));
    sharing.quotas().ask(QuotaClass.SHEETS_READ, 1, Optional.of(run));
    take("waits", 3);

    sharing.leave("run", Set.of("FILM[2]"));

    assertThat(slots.queues().getFirst().waiting()).isEqualTo(2);
    assertThat(sharing.quotas().ask(QuotaClass.SHEETS_READ, 1, Optional.of(other)))
        .extracting(told -> ((Admission.Later) told).detail())
        .asString()
        .contains("place 1 of 1,");
  }

  /** One that is told nobody of: its node died just then. */
  @Test
  void a_slot_is_kept_free_only_for_who_comes_within_a_minute() {
    videosTakeFiveMinutes();
    for (int place = 1; place <= 12; place++) {
      take("waits " + place, 1 + place);
    }
    for (int place = 1; place <= 4; place++) {
      sharing.leave("waits " + place, Set.of());
    }
    slots.used(SlotClass.AVATAR, "a");

    assertThat(granted(take("newcomer", 900))).isTrue();
  }

  @Test
  void those_who_wait_are_served_in_their_order_before_any_newcomer() {
    videosTakeFiveMinutes();
    var due = new TreeMap<Integer, Instant>();
    for (int run = 1; run <= 9; run++) {
      due.put(run, clock.instant());
    }
    var ends = new TreeMap<String, Instant>();
    ends.put("a", clock.instant().plus(Duration.ofMinutes(5)));
    ends.put("c", clock.instant().plus(Duration.ofMinutes(5)));
    var served = new ArrayList<Integer>();
    for (int tick = 0; tick < 600 && !due.isEmpty(); tick++) {
      var now = clock.instant();
      ends.entrySet().removeIf(use -> {
        boolean over = !now.isBefore(use.getValue());
        if (over) {
          slots.used(SlotClass.AVATAR, use.getKey());
        }
        return over;
      });
      for (int run : List.copyOf(due.keySet())) {
        if (!now.isBefore(due.get(run))) {
          if (take("run " + run, run) instanceof Admission.Later(_, var after)) {
            due.put(run, now.plus(after));
          } else {
            due.remove(run);
            served.add(run);
            ends.put("run " + run, now.plus(Duration.ofMinutes(5)));
          }
        }
      }
      if (!due.isEmpty()) {
        assertThat(granted(take("newcomer " + tick, 900 + tick))).as("tick %d", tick).isFalse();
      }
      clock.move(Duration.ofSeconds(7));
    }

    assertThat(served).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void a_use_that_failed_does_not_tell_how_long_uses_take() {
    take("a", 1);
    take("b", 1);
    clock.move(Duration.ofMinutes(4));
    slots.used(SlotClass.AVATAR, "b");
    var told = ((Admission.Later) takenAfter("b")).after();

    for (int failed = 0; failed < 20; failed++) {
      clock.move(Duration.ofMillis(50));
      slots.free(SlotClass.AVATAR, "b");
      assertThat(((Admission.Later) takenAfter("b")).after()).isEqualTo(told);
    }
  }

  /** What somebody is told after another has got the last slot. */
  private Admission takenAfter(String run) {
    assertThat(granted(take(run, 1))).isTrue();
    return take("waits", 2);
  }

  @Test
  void how_it_stands_with_a_service_is_told() {
    assertThat(slots.queues()).containsExactly(new Queue("avatar", 0, 2, Optional.empty()));

    take("a", 1);
    take("b", 1);
    clock.move(Duration.ofMinutes(4));
    slots.used(SlotClass.AVATAR, "a");
    take("c", 1);
    take("waits", 2);
    take("waits too", 3);

    var queue = slots.queues().getFirst();
    assertThat(queue).isEqualTo(new Queue("avatar", 2, 2, Optional.of(Duration.ofMinutes(4))));
    assertThat(queue.newcomerWaits()).isEqualTo(Duration.ofMinutes(4));
  }

  @Test
  void a_service_that_asks_for_peace_is_left_alone_by_all() {
    slots.hold(SlotClass.AVATAR, Duration.ofSeconds(30));

    assertThat(granted(take("a", 1))).isFalse();
    clock.move(Duration.ofSeconds(34));
    assertThat(granted(take("a", 1))).isTrue();
  }
}
