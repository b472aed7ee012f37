package dev.presgen.orchestrator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.presgen.orchestrator.core.Contract.Need;
import dev.presgen.orchestrator.core.Contract.Shape;
import dev.presgen.orchestrator.core.Flows.Answered;
import dev.presgen.orchestrator.core.Flows.Deck;
import dev.presgen.orchestrator.core.Flows.Input;
import dev.presgen.orchestrator.core.Flows.Made;
import dev.presgen.orchestrator.core.Flows.Video;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is wrong with signals, probes and actions of waits is told when they are declared. */
class ActionsCheckTest {

  private static final Contract PLAIN = Flows.contract(Made.class);

  private static WorkflowBuilder flow() {
    return Workflow.named("flow", "1", Input.class);
  }

  private static List<String> errors(WorkflowBuilder builder) {
    return catchThrowableOfType(BrokenWorkflow.class, builder::build).errors();
  }

  private static Contract takes(Class<?> type, String from, Shape shape) {
    return Flows.contract(Video.class, new Need("it", type, Optional.of(from), shape));
  }

  private static Node.Signal acting(String name, String action) {
    return new Node.Signal(
        name,
        Answered.class,
        Optional.empty(),
        false,
        new Node.Answer.Stay(Optional.of(action)));
  }

  @Test
  void an_action_is_a_task_that_leads_back_to_its_wait() {
    var builder =
        flow()
            .wait("HEAR", Answered.class)
            .signal(acting("one", "AWAY"))
            .signal(acting("two", "WHETHER"))
            .signal(acting("three", "BACK"))
            .signal(Flows.closing("enough", "END"))
            .timer(
                Flows.after(
                    "late", Duration.ofDays(1), new Node.Elapsed.Stay(Optional.of("AWAY"))))
            .done()
            .task("AWAY", PLAIN)
            .then("END")
            .task("BACK", PLAIN)
            .then("HEAR")
            .choice("WHETHER")
            .otherwise("HEAR")
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "wait HEAR: signal one does AWAY, which must be a task that leads back to the wait",
            "wait HEAR: signal two does WHETHER, which must be a task that leads back to the wait",
            "wait HEAR: timer late does AWAY, which must be a task that leads back to the wait");
  }

  @Test
  void a_pivot_does_not_stand_still() {
    for (boolean byTimer : List.of(true, false)) {
      var wait =
          flow()
              .wait("HEAR", Answered.class)
              .signal(Flows.closing("enough", "END"))
              .pivot();
      var acts =
          byTimer
              ? wait.timer(
                  Flows.after(
                      "late", Duration.ofDays(1), new Node.Elapsed.Stay(Optional.of("ACT"))))
              : wait.signal(acting("more", "ACT"));
      assertThat(errors(acts.done().task("ACT", PLAIN).then("HEAR").end("END")))
          .containsExactly("the pivot HEAR must not stand still for an action");
    }
  }

  @Test
  void a_signal_has_no_name_of_a_node_and_one_payload_wherever_it_is_heard() {
    var builder =
        flow()
            .wait("HEAR", Answered.class)
            .signal(Flows.closing("END", "END"))
            .signal(Flows.staying("note"))
            .signal(Flows.closing("more", "LISTEN"))
            .done()
            .wait("LISTEN", Made.class)
            .signal(
                new Node.Signal(
                    "note", Made.class, Optional.empty(), false, new Node.Answer.Close("END")))
            .done()
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "wait HEAR: signal END has the name of a node",
            "signal note carries a Answered here and a Made there");
  }

  @Test
  void what_a_signal_brought_is_taken_by_its_name_where_it_was_heard_for_certain() {
    var builder =
        flow()
            .wait("HEAR", Answered.class)
            .signal(Flows.closing("said", "SURE"))
            .signal(acting("note", "ACT"))
            .timer(Flows.after("late", Duration.ofDays(1), new Node.Elapsed.GoTo("PERHAPS")))
            .done()
            .task("ACT", takes(Answered.class, "note", Shape.ONE))
            .then("HEAR")
            .task("SURE", takes(Answered.class, "said", Shape.ONE))
            .then("PERHAPS")
            .task("PERHAPS", takes(Answered.class, "said", Shape.ONE))
            .then("NEVER")
            .task("NEVER", takes(Answered.class, "note", Shape.ONE))
            .then("WRONG")
            .task("WRONG", takes(Deck.class, "said", Shape.ONE))
            .then("END")
            .end("END");
    assertThat(errors(builder))
        .containsExactly(
            "node PERHAPS, input it: it takes the output of said, which may be missing: it must be"
                + " an Optional",
            "node NEVER, input it: it takes the output of note, which may be missing: it must be"
                + " an Optional",
            "node WRONG, input it: it takes a Deck of said, which nobody produces");
  }

  @Test
  void a_probe_that_only_judges_signals_gives_what_they_close_with_and_nothing_else() {
    var judges =
        new Node.Probe(
            "LOOK",
            Flows.contract(Made.class),
            new Cadence(Duration.ofMinutes(1), Duration.ofHours(1)),
            Flows.LIMITS,
            Optional.empty());
    flow()
        .wait("HEAR", Answered.class)
        .signal(
            new Node.Signal(
                "more", Answered.class, Optional.empty(), true, new Node.Answer.Stay()))
        .signal(Flows.closing("said", "END"))
        .probe(judges)
        .done()
        .end("END")
        .build();
    var builder =
        flow()
            .wait("HEAR", Answered.class)
            .signal(
                new Node.Signal(
                    "said", Answered.class, Optional.empty(), true, new Node.Answer.Close("END")))
            .probe(judges)
            .done()
            .end("END");
    assertThat(errors(builder))
        .containsExactly("wait HEAR: its probe gives a Made, not a Answered");
  }
}
