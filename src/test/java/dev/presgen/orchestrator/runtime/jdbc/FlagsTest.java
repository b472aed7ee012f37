package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.core.Position;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Flags;
import dev.presgen.orchestrator.runtime.Flags.Flag;
import dev.presgen.orchestrator.runtime.Flags.Switched;
import dev.presgen.orchestrator.runtime.Flags.Switching;
import dev.presgen.orchestrator.runtime.Once;
import dev.presgen.orchestrator.workflows.Services;
import dev.presgen.orchestrator.workflows.Services.Service;
import dev.presgen.orchestrator.workflows.StepResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Services are switched while runs go on. */
@OnEachDatabase
class FlagsTest {

  private static final By ANN = new By("ann", "it is broken");
  private static final By OFF = new By("ann", "PresGen Avatar is switched off: it is broken");
  private static final Duration LONG = Duration.ofHours(1);

  @Parameter
  Database database;

  private final SmallWorld world = new SmallWorld();
  private LocalNode node;
  private Flags flags;

  @BeforeEach
  void startNode(@TempDir Path folder) {
    node = LocalNode.start(database, world, folder);
    flags = node.part(Flags.class);
    world.services.set(node.part(Services.class));
    world.content.set("sand");
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  private Flag change(boolean enabled) {
    return ((Switched.Done) flags.change(Service.AVATAR, enabled, ANN, Optional.empty())).flag();
  }

  @Test
  void every_service_is_on_until_somebody_switches_it() {
    assertThat(flags.all())
        .isEqualTo(
            Arrays.stream(Service.values())
                .map(service -> new Flag(service, true, List.of()))
                .toList());
    assertThat(Services.Service.values())
        .allSatisfy(
            service -> assertThat(node.part(Services.class).switchedOff(service)).isEmpty());
  }

  @Test
  void a_switch_says_who_and_why_and_keeps_what_was_done_before() {
    change(false);
    var flag = change(true);
    assertThat(flag.enabled()).isTrue();
    assertThat(flag.switches())
        .extracting(Switching::enabled, Switching::by)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(true, ANN),
            org.assertj.core.groups.Tuple.tuple(false, ANN));
    assertThat(flags.of(Service.AVATAR)).isEqualTo(flag);
    assertThat(flags.of(Service.CORE)).isEqualTo(new Flag(Service.CORE, true, List.of()));
  }

  @Test
  void a_service_that_was_switched_off_here_is_off_at_once() {
    var asked = node.part(Services.class);
    assertThat(asked.switchedOff(Service.AVATAR)).isEmpty();
    var flag = change(false);
    assertThat(asked.switchedOff(Service.AVATAR))
        .contains(
            new Services.Off(
                Service.AVATAR, "ann", "it is broken", flag.switches().getFirst().at()));
  }

  @Test
  void the_same_request_switches_once_and_its_key_serves_no_other() {
    var once = Optional.of(new Once("key-1", "print"));
    var first = flags.change(Service.AVATAR, false, ANN, once);
    change(true);
    var again = (Switched.Done) flags.change(Service.AVATAR, false, ANN, once);
    assertThat(first).isInstanceOf(Switched.Done.class);
    assertThat(again.flag().switches()).hasSize(2);
    var other = Optional.of(new Once("key-1", "another print"));
    assertThat(flags.change(Service.CORE, false, ANN, other))
        .isEqualTo(new Switched.KeyReused());
    assertThat(flags.of(Service.CORE).switches()).isEmpty();
  }

  static Stream<Failure> what_waits() {
    return Stream.of(
        new Failure.Throttled("slow down", LONG),
        new Failure.Blocked("disabled", "Enable it.", LONG),
        new Failure.Permanent("REFUSED", "not allowed", "Allow it."));
  }

  @ParameterizedTest
  @MethodSource("what_waits")
  void what_waits_for_a_service_goes_on_without_it_once_it_is_off(Failure failure) {
    world.plan("COPY_ONE", _ -> Optional.of(StepResult.failed(failure)));
    var run = node.started(2);
    node.await(
        run,
        record -> node.types(run).contains("AttemptFailed")
            && record.state().positions().noneMatch(Position.Executing.class::isInstance));
    change(false);
    node.await(run, Status.COMPLETED);
    assertThat(by(run)).containsExactly(OFF, OFF);
  }

  /** Whoever has had something tried again or left out. */
  private List<By> by(String run) {
    return node.journal(run)
        .stream()
        .flatMap(
            event -> switch (event) {
              case Event.StepSkipped skipped -> skipped.by().stream();
              case Event.RetryScheduled retry -> retry.by().stream();
              case Event _ -> Stream.<By>empty();
            })
        .toList();
  }

  @Test
  void work_that_goes_on_in_a_service_is_left_out_when_it_is_asked_about_next() {
    world.plan("COPY_ONE", _ -> Optional.of(new StepResult.Pending<>("job", Duration.ZERO)));
    for (int i = 0; i < 1_000; i++) {
      world.plan("COPY_ONE", _ -> Optional.of(new StepResult.Pending<>("job", Duration.ZERO)));
    }
    var run = node.started(1);
    node.await(run, _ -> node.types(run).contains("JobAccepted"));
    change(false);
    node.await(run, Status.COMPLETED);
    assertThat(node.types(run)).contains("StepSkipped").doesNotContain("AttemptFailed");
  }

  @Test
  void what_waits_for_something_else_is_left_alone() {
    world.plan("BUNDLE", _ -> Optional.of(StepResult.failed(new Failure.Throttled("slow", LONG))));
    world.plan("COPY_ONE",
        _ -> Optional.of(StepResult.failed(new Failure.Throttled("slow", LONG))));
    var other = node.started(0);
    node.await(other, record -> node.types(other).contains("AttemptFailed"));
    var mine = node.started(1);
    node.await(mine, record -> node.types(mine).contains("AttemptFailed"));
    change(false);
    node.await(mine, Status.COMPLETED);
    assertThat(by(other)).isEmpty();
  }
}
