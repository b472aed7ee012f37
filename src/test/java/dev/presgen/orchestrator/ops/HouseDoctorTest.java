package dev.presgen.orchestrator.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import dev.presgen.orchestrator.adapters.limits.SelfCheck.Finding;
import dev.presgen.orchestrator.ops.HouseDoctor.Patience;
import dev.presgen.orchestrator.runtime.Doctor;
import dev.presgen.orchestrator.runtime.Doctor.Item;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HouseDoctorTest {

  private static final Finding WELL =
      new Finding("Forms", SelfCheck.Verdict.WELL, "It answers.", "");
  private static final Finding ABSENT =
      new Finding("Avatar", SelfCheck.Verdict.ABSENT, "It is not set up.", "Name its address.");
  private static final Finding BROKEN =
      new Finding("Drive", SelfCheck.Verdict.BROKEN, "The token is refused.", "Renew it.");

  /** A check by its name. */
  private record Check(String subject, Supplier<List<Finding>> finds) implements SelfCheck {
    @Override
    public List<Finding> look() {
      return finds.get();
    }
  }

  private static SelfCheck check(Supplier<List<Finding>> finds) {
    return new Check("House", finds);
  }

  private static Doctor doctor(SelfCheck... checks) {
    return new HouseDoctor(List.of(checks), Patience.USUAL, InstantSource.system());
  }

  @Test
  void all_that_the_checks_find_is_told_in_their_order_and_nothing_broken_is_well() {
    var report = doctor(check(() -> List.of(WELL)), check(() -> List.of(ABSENT))).look();
    assertThat(report.items())
        .containsExactly(
            new Item("Forms", Doctor.Verdict.WELL, "It answers.", ""),
            new Item("Avatar", Doctor.Verdict.ABSENT, "It is not set up.", "Name its address."));
    assertThat(report.well()).isTrue();
  }

  @Test
  void one_broken_thing_makes_the_whole_not_well() {
    assertThat(doctor(check(() -> List.of(WELL, BROKEN))).look().well()).isFalse();
  }

  @Test
  void checks_are_made_side_by_side() {
    var together = new CyclicBarrier(2);
    var meets =
        check(() -> {
          try {
            together.await();
          } catch (Exception broken) {
            throw new IllegalStateException(broken);
          }
          return List.of(WELL);
        });
    assertThat(doctor(meets, meets).look().well()).isTrue();
  }

  @Test
  void a_check_that_does_not_end_or_fails_is_broken_under_its_name_and_keeps_nobody_waiting() {
    var never = new CountDownLatch(1);
    var hangs =
        new Check(
            "Google",
            () -> {
              try {
                never.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
              return List.of();
            });
    var fails =
        new Check(
            "Database",
            () -> {
              throw new IllegalStateException("secret");
            });
    var patience = new Patience(Duration.ofSeconds(1), Duration.ZERO);
    var report =
        new HouseDoctor(
            List.of(hangs, fails, check(() -> List.of(WELL))), patience, InstantSource.system())
            .look();
    assertThat(report.items())
        .containsExactly(
            new Item(
                "Google",
                Doctor.Verdict.BROKEN,
                "It did not come to an end within 1 s.",
                "Look whether the service that it asks can be reached from here."),
            new Item(
                "Database",
                Doctor.Verdict.BROKEN,
                "It failed in a way it should not; the service's log says how.",
                "Look into the service's log."),
            new Item("Forms", Doctor.Verdict.WELL, "It answers.", ""));
  }

  @Test
  void who_asks_again_within_seconds_is_told_the_same_and_no_service_is_asked() {
    var looks = new AtomicInteger();
    var doctor =
        doctor(
            check(() -> {
              looks.incrementAndGet();
              return List.of(WELL);
            }));
    var reports = IntStream.range(0, 10).mapToObj(_ -> doctor.look()).toList();
    assertThat(reports).containsOnly(reports.getFirst());
    assertThat(looks).hasValue(1);
  }

  @Test
  void the_log_says_where_a_check_failed_and_not_in_whose_words() {
    var log = new ListAppender<ILoggingEvent>();
    var logger = (Logger) LoggerFactory.getLogger(HouseDoctor.class);
    log.start();
    logger.addAppender(log);
    try {
      doctor(
          check(() -> {
            throw new IllegalStateException("secret", new IllegalArgumentException("another"));
          })).look();
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list).hasSize(1);
    assertThat(log.list.getFirst().getThrowableProxy()).isNull();
    assertThat(log.list.getFirst().getFormattedMessage())
        .contains(
            "java.lang.IllegalStateException",
            "java.lang.IllegalArgumentException",
            "HouseDoctorTest.java:")
        .doesNotContain("secret", "another");
  }
}
