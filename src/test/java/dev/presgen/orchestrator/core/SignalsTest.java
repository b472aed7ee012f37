package dev.presgen.orchestrator.core;

import static dev.presgen.orchestrator.core.Scenario.LEARNER;
import static dev.presgen.orchestrator.core.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.RunState.KeptSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignalsTest {

  private static final Address ANSWER = new Address(Path.ROOT, "ANSWER", 1);
  private static final Address LISTEN = new Address(Path.ROOT, "LISTEN", 1);

  private static Scenario listening() {
    return Scenario.claimed(Flows.talk(), "");
  }

  private static Scenario writing() {
    return Scenario.claimed(Flows.assessment(), "");
  }

  @Test
  void a_signal_closes_its_wait_and_its_payload_is_the_output() {
    var run = listening();
    var timers = ((Position.Waiting) run.root()).timers();
    var signal = run.signal("reply", "please");
    assertThat(run.accept(signal).subList(0, 3))
        .isEqualTo(
            List.of(
                new Event.SignalAccepted(
                    NOON, LISTEN, "signal-1", "reply", signal.payload(), LEARNER, timers),
                new Event.WaitClosed(NOON, LISTEN, "reply", signal.payload(), false, "WHETHER"),
                new Event.BranchTaken(
                    NOON, new Address(Path.ROOT, "WHETHER", 1), "otherwise", "END")));
    assertThat(run.state().root().outputs().get("LISTEN"))
        .isEqualTo(new Output.One(signal.payload()));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_signal_that_stays_is_recorded_and_the_wait_goes_on() {
    var run = Scenario.waitingForAnswer("");
    var before = run.root();
    assertThat(run.accept(run.signal("note", "soon"))).hasSize(1);
    assertThat(run.root()).isEqualTo(before);
  }

  @Test
  void what_a_guard_refuses_is_not_journalled() {
    var run = listening();
    assertThat(run.tell(run.signal("reply", "now!")))
        .isEqualTo(
            new Decision.Refused(
                "SIGNAL_REFUSED",
                "it is not polite",
                List.of("pause", "cancel", "rewind", "extend", "signal reply", "signal note")));
  }

  @Test
  void a_guard_that_fails_refuses_and_gives_no_words_away() {
    var run = listening();
    var refused = (Decision.Refused) run.tell(run.signal("reply", "crash"));
    assertThat(refused.code()).isEqualTo("SIGNAL_REFUSED");
    assertThat(refused.why())
        .startsWith("guard polite failed: IllegalStateException at ")
        .doesNotContain("the words");
  }

  @Test
  void what_is_not_yet_for_a_wait_is_kept_until_it_opens_anew() {
    var run = Scenario.claimed(Flows.talk(), "again course-1");
    run.accept(run.signal("reply", "later"));
    assertThat(run.state().kept()).hasSize(1);
    run.accept(run.signal("reply", "please"));
    assertThat(run.at("UNITS/course-1")).isInstanceOf(Position.Waiting.class);
    assertThat(run.state().kept()).extracting(KeptSignal::id).containsExactly("signal-1");
  }

  @Test
  void a_signal_that_comes_early_answers_its_wait_when_that_opens() {
    var run = Scenario.claimed(Flows.talk(), "ask");
    var early = run.signal("reply", "please");
    assertThat(run.accept(early))
        .isEqualTo(
            List.of(new Event.SignalKept(NOON, "signal-1", "reply", early.payload(), LEARNER)));
    run.succeed("ASK");
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.state().kept()).isEmpty();
  }

  @Test
  void an_early_signal_that_its_guard_refuses_is_dropped_and_the_wait_stays() {
    var run = Scenario.claimed(Flows.talk(), "ask");
    run.accept(run.signal("reply", "now!"));
    assertThat(run.succeed("ASK"))
        .endsWith(new Event.KeptSignalDropped(NOON, "signal-1", "reply", "it is not polite"));
    assertThat(run.root()).isInstanceOf(Position.Waiting.class);
  }

  @Test
  void an_early_signal_over_which_its_guard_fails_is_dropped_and_the_wait_stays() {
    var run = Scenario.claimed(Flows.talk(), "ask");
    run.accept(run.signal("reply", "crash"));
    run.succeed("ASK");
    assertThat(run.root()).isInstanceOf(Position.Waiting.class);
    assertThat(run.state().kept()).isEmpty();
  }

  @Test
  void a_probed_signal_is_accepted_only_when_the_probe_agrees_and_its_finding_is_the_output() {
    var run = Scenario.waitingForAnswer("");
    assertThat(run.refuse(run.signal("answered", "done"))).isEqualTo("NOTHING_YET");
    assertThat(
        run.refuse(
            run.signal(
                "answered",
                "done",
                Optional.of(new Fact.Check.Refused("FORM_GONE", "the form is in the trash")))))
        .isEqualTo("FORM_GONE");
    run.accept(run.answered());
    assertThat(run.state().root().outputs().get("ANSWER"))
        .isEqualTo(new Output.One(run.found()));
    assertThat(run.state().pivotPassed()).isTrue();
  }

  @Test
  void an_early_probed_signal_is_judged_by_the_first_look_after_the_wait_opens() {
    var run = writing();
    var early = run.signal("answered", "done");
    run.accept(early);
    run.succeed("WRITE");
    run.succeed("FOLDER");
    run.succeed("FORM");
    assertThat(run.agenda().work())
        .isEqualTo(
            List.of(
                new Agenda.Look(
                    ANSWER,
                    Flows.probe("SCORE"),
                    NOON,
                    Optional.empty(),
                    Optional.of(run.state().kept().getFirst()))));
    assertThat(run.accept(run.probeFoundNothing("")))
        .isEqualTo(
            List.of(
                new Event.KeptSignalDropped(
                    NOON, "signal-1", "answered", "nothing was there yet")));
    assertThat(((Agenda.Look) run.agenda().work().getFirst()).tellNothing()).isFalse();
  }

  @Test
  void an_early_probed_signal_closes_the_wait_when_the_look_finds_something() {
    var run = writing();
    run.accept(run.signal("answered", "done"));
    run.succeed("WRITE");
    run.succeed("FOLDER");
    run.succeed("FORM");
    assertThat(run.accept(run.probeFound("")))
        .contains(new Event.WaitClosed(NOON, ANSWER, "answered", run.found(), true, "SCORE"));
  }

  @Test
  void an_early_probed_signal_is_judged_by_its_guard_as_well() {
    var flow =
        Workflow.named("guarded", "1", Flows.Input.class)
            .task("WORK", Flows.contract(Flows.Made.class))
            .then("HEAR")
            .wait("HEAR", Flows.Answered.class)
            .signal(
                new Node.Signal(
                    "said",
                    Flows.Answered.class,
                    Optional.of(Flows.POLITE),
                    true,
                    new Node.Answer.Close("END")))
            .probe(Flows.probe("END"))
            .done()
            .end("END")
            .build();
    var run = Scenario.claimed(flow, "");
    run.accept(run.signal("said", "now!"));
    run.accept(run.signal("said", "please"));
    run.succeed("WORK");
    assertThat(run.accept(run.probeFound("")))
        .isEqualTo(
            List.of(new Event.KeptSignalDropped(NOON, "signal-1", "said", "it is not polite")));
    assertThat(run.accept(run.probeFound("")))
        .contains(
            new Event.WaitClosed(
                NOON, new Address(Path.ROOT, "HEAR", 1), "said", run.found(), false, "END"));
  }

  @Test
  void a_finding_closes_the_wait_without_any_signal() {
    var run = Scenario.waitingForAnswer("");
    assertThat(run.accept(run.probeFound("")).getFirst())
        .isEqualTo(new Event.WaitClosed(NOON, ANSWER, "probe", run.found(), true, "SCORE"));
  }

  @Test
  void a_finding_that_comes_a_second_time_is_late() {
    var run = Scenario.waitingForAnswer("");
    var found = run.probeFound("");
    var nothing = run.probeFoundNothing("");
    run.accept(found);
    assertThat(run.tell(found)).isInstanceOf(Decision.Late.class);
    assertThat(run.tell(nothing)).isInstanceOf(Decision.Late.class);
  }

  @Test
  void a_signal_after_its_wait_is_refused_as_too_late_and_an_unknown_one_as_unknown() {
    var run = Scenario.scoring("");
    assertThat(run.refuse(run.answered())).isEqualTo("TOO_LATE");
    assertThat(run.refuse(run.signal("nonsense", ""))).isEqualTo("UNKNOWN_SIGNAL");
  }

  @Test
  void a_signal_to_a_run_that_has_ended_or_is_about_to_end_is_refused() {
    var run = writing();
    run.accept(run.cancel(true));
    assertThat(run.status()).isEqualTo(Status.CANCELLING);
    assertThat(run.refuse(run.answered())).isEqualTo("RUN_ENDING");
    run.fail("WRITE", new Failure.Unknown(Failure.Unknown.STOPPED, "stopped"));
    assertThat(run.refuse(run.answered())).isEqualTo("RUN_ENDED");
  }

  @Test
  void a_signal_is_too_late_when_every_item_that_could_hear_it_is_past_its_wait() {
    var flow =
        Workflow.named("units", "1", Flows.Input.class)
            .each("UNITS", Flows.COURSES)
            .body(
                body -> body.wait("STUDY", Flows.Answered.class)
                    .signal(Flows.closing("studied", "MARK"))
                    .done()
                    .task("MARK", Flows.contract(Flows.Made.class))
                    .then("MARKED")
                    .end("MARKED"),
                "MARK")
            .atOnce(2)
            .then("END")
            .end("END")
            .build();
    var run = Scenario.claimed(flow, "course-1 course-2");
    run.accept(run.signal("studied", "1"));
    run.accept(run.signal("studied", "2"));
    assertThat(run.refuse(run.signal("studied", "3"))).isEqualTo("TOO_LATE");
  }

  @Test
  void a_signal_goes_to_the_open_wait_whose_guard_accepts_it() {
    var mine =
        new Named.Guard(
            "mine",
            (outputs, said) -> {
              var deck = outputs.get("DRAW", Flows.Deck.class).of();
              return deck.equals(((Flows.Answered) said).text())
                  ? new Named.Verdict.Accept()
                  : new Named.Verdict.Refuse("that is not " + deck);
            });
    var flow =
        Workflow.named("units", "1", Flows.Input.class)
            .each("UNITS", Flows.COURSES)
            .body(
                body -> body.task("DRAW", Flows.contract(Flows.Deck.class))
                    .then("STUDY")
                    .wait("STUDY", Flows.Answered.class)
                    .signal(
                        new Node.Signal(
                            "studied",
                            Flows.Answered.class,
                            Optional.of(mine),
                            false,
                            new Node.Answer.Close("STUDIED")))
                    .done()
                    .end("STUDIED"),
                "STUDY")
            .atOnce(2)
            .then("END")
            .end("END")
            .build();
    var run = Scenario.claimed(flow, "course-1 course-2");
    for (var unit : List.of("1", "2")) {
      var open = run.open("UNITS/course-" + unit + "/DRAW");
      var deck = Optional.of(run.stored.put(new Flows.Deck(unit)));
      run.accept(new Fact.AttemptSucceeded(NOON, open.at(), open.attempt(), 1, deck));
    }
    assertThat(run.refuse(run.signal("studied", "3"))).isEqualTo("SIGNAL_REFUSED");
    run.accept(run.signal("studied", "2"));
    assertThat(run.at("UNITS/course-1")).isInstanceOf(Position.Waiting.class);
    assertThat(run.at("UNITS/course-2")).isInstanceOf(Position.Done.class);
  }

  @Test
  void a_run_keeps_only_so_many_early_signals() {
    var run = writing();
    for (int i = 0; i < RunState.KEPT_MAX; i++) {
      run.accept(run.signal("note", "soon"));
    }
    assertThat(run.refuse(run.signal("note", "soon"))).isEqualTo("TOO_MANY_SIGNALS");
    run.succeed("WRITE");
    run.succeed("FOLDER");
    run.succeed("FORM");
    assertThat(run.state().kept()).isEmpty();
  }

  @Test
  void a_signal_that_races_with_a_deadline_loses_when_the_deadline_came_first() {
    var run = listening();
    run.later(Duration.ofDays(30));
    assertThat(run.refuse(run.signal("reply", "please"))).isEqualTo("TOO_LATE");
    assertThat(run.root()).as("a refusal journals nothing").isInstanceOf(Position.Waiting.class);
    run.tick();
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
  }
}
