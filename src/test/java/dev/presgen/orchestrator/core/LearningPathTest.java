package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.LEARNER;
import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.flows.LearningPath;
import dev.presgen.orchestrator.core.flows.LearningPath.Interaction;
import dev.presgen.orchestrator.core.flows.LearningPath.Kind;
import dev.presgen.orchestrator.core.flows.LearningPath.OpenUnit;
import dev.presgen.orchestrator.core.flows.LearningPath.Progress;
import dev.presgen.orchestrator.core.flows.LearningPath.Reaction;
import dev.presgen.orchestrator.core.flows.LearningPath.Shown;
import dev.presgen.orchestrator.core.flows.LearningPath.Track;
import dev.presgen.orchestrator.core.flows.LearningPath.Unit;
import dev.presgen.orchestrator.core.flows.LearningPath.UnitCompleted;
import dev.presgen.orchestrator.core.flows.LearningPath.UnitProgress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearningPathTest {

  private static final Unit CONTENT = new Unit("u1", Kind.CONTENT);
  private static final Unit COMPONENT = new Unit("u2", Kind.MULTIPLE_CHOICE);
  private static final Track TRACK = new Track(List.of(CONTENT, COMPONENT));
  private static final Address SECOND = new Address(Path.of("UNITS/u2"), "UNDER_WAY", 1);

  private static Scenario started() {
    var run = Scenario.claimed(LearningPath.workflow(), TRACK);
    run.succeed("STORE_START", new Progress(0));
    return run;
  }

  private static Scenario reading() {
    var run = started();
    run.succeed("UNITS/u1/OPEN_UNIT", new OpenUnit(CONTENT));
    run.succeed("UNITS/u1/PRESENT_CONTENT", new Shown("content"));
    return run;
  }

  static Scenario choosing() {
    var run = reading();
    run.say("user_completed_unit", new UnitCompleted("u1"));
    run.succeed("UNITS/u1/STORE_UNIT", new UnitProgress("u1"));
    run.succeed("UNITS/u2/OPEN_UNIT", new OpenUnit(COMPONENT));
    run.succeed("UNITS/u2/CONFIGURE_COMPONENT", new Shown("choices"));
    return run;
  }

  @Test
  void progress_is_stored_before_the_first_unit() {
    var run = Scenario.claimed(LearningPath.workflow(), TRACK);
    assertThat(run.agenda().work())
        .extracting(Agenda.Work::at)
        .containsExactly(new Address(Path.ROOT, "STORE_START", 1));
    assertThat(run.succeed("STORE_START", new Progress(0)))
        .contains(
            new Event.ItemsListed(
                NOON, new Address(Path.ROOT, "UNITS", 1), List.of("u1", "u2"), "OPEN_UNIT"));
  }

  @Test
  void one_unit_is_under_way_at_a_time() {
    var run = started();
    assertThat(run.at("UNITS/u1")).isInstanceOf(Position.Executing.class);
    assertThat(run.at("UNITS/u2"))
        .isEqualTo(new Position.Queued(new Address(Path.of("UNITS/u2"), "OPEN_UNIT", 1)));
  }

  @Test
  void content_is_presented_and_a_component_is_configured() {
    var run = choosing();
    assertThat(run.journal())
        .contains(
            new Event.BranchTaken(
                NOON, new Address(Path.of("UNITS/u1"), "BY_KIND", 1), "is content",
                "PRESENT_CONTENT"),
            new Event.BranchTaken(
                NOON, new Address(Path.of("UNITS/u2"), "BY_KIND", 1), "otherwise",
                "CONFIGURE_COMPONENT"),
            new Event.WaitOpened(NOON, SECOND, List.of(), Optional.empty()));
  }

  @Test
  void an_interaction_is_answered_and_the_unit_goes_on_as_often_as_one_likes() {
    var run = choosing();
    for (int i = 1; i <= 2; i++) {
      run.say("user_interacted_with_component", new Interaction("u2", "b"));
      assertThat(run.at("UNITS/u2").at())
          .isEqualTo(new Address(Path.of("UNITS/u2"), "REACT", i));
      run.succeed("UNITS/u2/REACT", new Reaction("b"));
      assertThat(run.at("UNITS/u2"))
          .isEqualTo(
              new Position.Waiting(
                  SECOND, NOON, List.of(), Optional.empty(), Optional.empty()));
    }
  }

  @Test
  void an_answer_that_fails_for_good_does_not_end_the_unit() {
    var run = choosing();
    run.say("user_interacted_with_component", new Interaction("u2", "b"));
    run.fail("UNITS/u2/REACT", Situations.PERMANENT);
    assertThat(run.at("UNITS/u2")).isInstanceOf(Position.Waiting.class);
    assertThat(run.status()).isEqualTo(Status.WAITING);
  }

  @Test
  void content_has_nothing_to_interact_with() {
    var run = reading();
    var refused =
        (Decision.Refused) run.tell(
            run.signal("user_interacted_with_component", new Interaction("u1", "b")));
    assertThat(refused.code()).isEqualTo("SIGNAL_REFUSED");
    assertThat(refused.why()).isEqualTo("this unit has no component");
  }

  @Test
  void an_interaction_with_a_unit_to_come_is_kept_for_it_and_one_with_a_unit_past_refused() {
    var run = reading();
    run.say("user_interacted_with_component", new Interaction("u2", "b"));
    run.say("user_completed_unit", new UnitCompleted("u1"));
    run.succeed("UNITS/u1/STORE_UNIT", new UnitProgress("u1"));
    run.succeed("UNITS/u2/OPEN_UNIT", new OpenUnit(COMPONENT));
    run.succeed("UNITS/u2/CONFIGURE_COMPONENT", new Shown("choices"));
    assertThat(run.at("UNITS/u2").at().node()).isEqualTo("REACT");
    run.succeed("UNITS/u2/REACT", new Reaction("b"));
    assertThat(
        run.refuse(run.signal("user_interacted_with_component", new Interaction("u1", "b"))))
        .isEqualTo("SIGNAL_REFUSED");
    assertThat(run.refuse(run.signal("user_completed_unit", new UnitCompleted("u1"))))
        .isEqualTo("SIGNAL_REFUSED");
  }

  @Test
  void a_completed_unit_is_stored_before_the_next_one_opens() {
    var run = choosing();
    var completed = run.signal("user_completed_unit", new UnitCompleted("u2"));
    assertThat(run.accept(completed))
        .isEqualTo(
            List.of(
                new Event.SignalAccepted(
                    NOON, SECOND, completed.id(), "user_completed_unit", completed.payload(),
                    LEARNER, List.of()),
                new Event.WaitClosed(
                    NOON, SECOND, "user_completed_unit", completed.payload(), false,
                    "STORE_UNIT")));
    run.claim(1);
    assertThat(run.at("UNITS/u2").at().node()).isEqualTo("STORE_UNIT");
  }

  @Test
  void after_the_last_unit_progress_is_stored_once_more_and_the_path_ends() {
    var run = choosing();
    run.say("user_completed_unit", new UnitCompleted("u2"));
    run.succeed("UNITS/u2/STORE_UNIT", new UnitProgress("u2"));
    var stored = new LinkedHashMap<String, Ref>();
    stored.put("u1", run.stored.put(new UnitProgress("u1")));
    stored.put("u2", run.stored.put(new UnitProgress("u2")));
    assertThat(run.state().root().outputs().get("UNITS")).isEqualTo(new Output.Each(stored));
    run.succeed("STORE_END", new Progress(2));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void an_empty_track_is_stored_twice_and_ends() {
    var run = Scenario.claimed(LearningPath.workflow(), new Track(List.of()));
    run.succeed("STORE_START", new Progress(0));
    run.succeed("STORE_END", new Progress(0));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_unit_that_cannot_be_stored_waits_for_a_person_and_the_next_does_not_open() {
    var run = reading();
    run.say("user_completed_unit", new UnitCompleted("u1"));
    run.fail("UNITS/u1/STORE_UNIT", Situations.PERMANENT);
    assertThat(run.status()).isEqualTo(Status.NEEDS_ATTENTION);
    assertThat(run.at("UNITS/u2")).isInstanceOf(Position.Queued.class);
    run.accept(run.retry("UNITS/u1"));
    run.tick();
    run.succeed("UNITS/u1/STORE_UNIT", new UnitProgress("u1"));
    assertThat(run.at("UNITS/u2")).isInstanceOf(Position.Executing.class);
  }

  @Test
  void weeks_may_pass_and_a_pause_changes_nothing() {
    var run = reading();
    assertThat(run.tickAfter(Duration.ofDays(60))).isEmpty();
    run.accept(run.pause());
    run.accept(run.signal("user_completed_unit", new UnitCompleted("u1")));
    assertThat(run.at("UNITS/u1"))
        .as("nothing starts in a paused run")
        .isInstanceOf(Position.Ready.class);
    run.accept(run.resume());
    run.claim(1);
    assertThat(run.at("UNITS/u1")).isInstanceOf(Position.Executing.class);
  }

  @Test
  void a_unit_can_be_taken_again_until_the_track_is_done() {
    var run = choosing();
    run.accept(run.rewind("UNITS/u1/OPEN_UNIT"));
    assertThat(run.at("UNITS/u1"))
        .as("it waits for its turn")
        .isEqualTo(new Position.Queued(new Address(Path.of("UNITS/u1"), "OPEN_UNIT", 2)));
    run.say("user_completed_unit", new UnitCompleted("u2"));
    run.succeed("UNITS/u2/STORE_UNIT", new UnitProgress("u2"));
    assertThat(run.open("UNITS/u1/OPEN_UNIT"))
        .isEqualTo(
            new Scenario.Open(new Address(Path.of("UNITS/u1"), "OPEN_UNIT", 2), 2));
  }

  @Test
  void it_is_cancelled_from_every_stage() {
    for (var run : List.of(started(), reading(), choosing())) {
      run.accept(run.cancel(true));
      run.state()
          .positions()
          .filter(Position.Executing.class::isInstance)
          .toList()
          .forEach(
              open -> run.fail(
                  open.at().path().toString(),
                  new Failure.Unknown(Failure.Unknown.STOPPED, "interrupted")));
      assertThat(run.lifecycle())
          .isEqualTo(
              new Lifecycle.Ended(Lifecycle.Outcome.CANCELLED, Optional.empty(), NOON));
    }
  }
}
