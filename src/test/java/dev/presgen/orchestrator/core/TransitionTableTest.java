package dev.presgen.orchestrator.core;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every place where a run can stand against everything that it can be told. A change of a rule
 * shows as a difference to {@code golden/transitions.txt}; to accept it, run this test once with
 * {@code -Dgolden.rewrite=true}.
 */
class TransitionTableTest {

  private static final java.nio.file.Path GOLDEN =
      java.nio.file.Path.of("src", "test", "resources", "golden", "transitions.txt");

  @Test
  void every_fact_in_every_situation_comes_to_what_the_table_says() throws IOException {
    var table = Situations.all().stream().map(TransitionTableTest::rows).collect(joining("\n"));
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(GOLDEN, table);
    }
    assertThat(table).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void there_is_a_sample_of_every_position_and_lifecycle() {
    var states = Situations.all().stream().map(Supplier::get).map(Scenario::state).toList();
    assertThat(classes(states.stream().flatMap(RunState::positions)))
        .isEqualTo(leaves(Position.class));
    assertThat(classes(states.stream().map(RunState::lifecycle)))
        .isEqualTo(leaves(Lifecycle.class));
  }

  @Test
  void there_is_a_sample_of_every_fact_and_failure() {
    var facts =
        Situations.facts()
            .values()
            .stream()
            .map(fact -> fact.apply(Scenario.waitingForAnswer("")))
            .toList();
    assertThat(classes(facts.stream())).isEqualTo(leaves(Fact.class));
    var failures =
        facts.stream()
            .filter(Fact.AttemptFailed.class::isInstance)
            .map(fact -> ((Fact.AttemptFailed) fact).failure());
    assertThat(classes(failures)).isEqualTo(leaves(Failure.class));
  }

  @Test
  void every_event_occurs() {
    var events = new HashSet<Event>();
    for (var situation : Situations.all()) {
      for (var fact : Situations.facts().values()) {
        var run = situation.get();
        run.tell(fact.apply(run));
        events.addAll(run.journal());
      }
    }
    var choice = Scenario.claimed(Flows.talk(), "");
    choice.accept(choice.signal("reply", "please"));
    events.addAll(choice.journal());
    var early = Scenario.claimed(Flows.talk(), "ask");
    early.accept(early.signal("reply", "now!"));
    early.succeed("ASK");
    events.addAll(early.journal());
    var called = Scenario.reviewing();
    called.accept(called.signal("approved", "please"));
    called.claim(called.epoch());
    called.succeed("REVIEWED/review/RECORD");
    events.addAll(called.journal());
    var back = Scenario.drawing("course-1");
    back.fail("DECKS/course-1/DRAW", Situations.PERMANENT);
    back.accept(back.rewind("SCORE"));
    events.addAll(back.journal());
    assertThat(classes(events.stream())).isEqualTo(leaves(Event.class));
  }

  private static String rows(Supplier<Scenario> situation) {
    var rows = new ArrayList<String>();
    rows.add(place(situation.get().state()));
    Situations.facts()
        .forEach(
            (name, sample) -> {
              var run = situation.get();
              var before = run.state();
              rows.add(
                  "  %-32s %s"
                      .formatted(name, outcome(before, run.tell(sample.apply(run))))
                      .stripTrailing());
            });
    return String.join("\n", rows) + "\n";
  }

  private static String outcome(RunState before, Decision decision) {
    return switch (decision) {
      case Decision.Late _ -> "late";
      case Decision.Refused refused -> "refused " + refused.code();
      case Decision.Accepted(var events, _) when events.isEmpty() -> "nothing";
      case Decision.Accepted(var events, var after) ->
          names(events)
              + (place(after).equals(place(before)) ? "" : " -> " + place(after));
    };
  }

  private static String names(List<Event> events) {
    return events.stream().map(event -> event.getClass().getSimpleName()).collect(joining(", "));
  }

  /** Where a run stands: in an undo only the undos tell. */
  private static String place(RunState state) {
    return switch (state.lifecycle()) {
      case Lifecycle.Ended ended -> "Ended " + ended.outcome();
      case Lifecycle.Undoing undoing ->
          "Undoing " + undoing.undos().stream().map(TransitionTableTest::stand).toList();
      case Lifecycle.Active _, Lifecycle.Paused _, Lifecycle.Cancelling _ ->
          state.lifecycle().getClass().getSimpleName() + " " + place(state.root());
    };
  }

  private static String place(Scope scope) {
    var items = scope.childrenOf(scope.position().at().node());
    return stand(scope.position())
        + (items.isEmpty() ? "" : items.stream().map(TransitionTableTest::place).toList());
  }

  private static String stand(Position position) {
    var detail =
        switch (position) {
          case Position.Waiting waiting when waiting.closing().isPresent() -> " closing";
          case Position.Stuck stuck when stuck.expired().isPresent() -> " expired";
          case Position.Retrying retrying ->
              " after " + retrying.failure().getClass().getSimpleName();
          case Position.Done done -> " " + done.end().getClass().getSimpleName();
          case Position _ -> "";
        };
    return position.at().node() + " " + position.getClass().getSimpleName() + detail;
  }

  private static Set<Class<?>> classes(Stream<?> samples) {
    return samples.map(Object::getClass).collect(toSet());
  }

  /** The records of a sealed interface. */
  private static Set<Class<?>> leaves(Class<?> sealed) {
    return sealed.isSealed()
        ? Stream.of(sealed.getPermittedSubclasses())
            .flatMap(kind -> leaves(kind).stream())
            .collect(toSet())
        : Set.of(sealed);
  }
}
