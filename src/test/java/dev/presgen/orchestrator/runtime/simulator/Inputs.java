package dev.presgen.orchestrator.runtime.simulator;

import dev.presgen.orchestrator.core.Agenda;
import dev.presgen.orchestrator.core.Contract.Shape;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.core.RunState;
import dev.presgen.orchestrator.core.ScopeOutputs;
import dev.presgen.orchestrator.core.Wiring;
import dev.presgen.orchestrator.core.Workflow;

/** Whether an attempt begins with all that its step takes. */
record Inputs(Workflow workflow, RunState state, Payloads payloads) {

  void check(Agenda.Attempt attempt) {
    var at = attempt.at();
    var outputs = new ScopeOutputs(state, at.scope(), payloads);
    for (var need : ((Node.Task) workflow.node(at)).contract().needs()) {
      switch (Wiring.source(workflow, at.scope(), need)) {
        case Wiring.Source.NodeOutput(var node) when need.shape() == Shape.ONE ->
            Promises.hold(
                outputs.find(node, need.type()).isPresent(),
                "I5 a step begins when all it takes is there", attempt, need);
        case Wiring.Source.NodeOutput _, Wiring.Source.ItemValue _ -> {
        }
        case Wiring.Source.Unclear(var why) -> throw new AssertionError("I5 " + why);
      }
    }
  }
}
