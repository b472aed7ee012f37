package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Event.BranchTaken;
import dev.presgen.orchestrator.core.Event.BranchesBegun;
import dev.presgen.orchestrator.core.Event.BranchesJoined;
import dev.presgen.orchestrator.core.Event.CallBegun;
import dev.presgen.orchestrator.core.Event.CallReturned;
import dev.presgen.orchestrator.core.Event.ChildEnded;
import dev.presgen.orchestrator.core.Event.ItemsJoined;
import dev.presgen.orchestrator.core.Event.ItemsListed;
import dev.presgen.orchestrator.core.Event.StepSkipped;
import dev.presgen.orchestrator.core.Event.UndoStarted;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Pattern;

/** Goes on as far as can be gone without anybody: opens, chooses, joins, starts and ends. */
final class Advance {

  /** More items than any sensible list has; a workflow that lists more is broken. */
  static final int ITEMS_MAX = 1_000;

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,60}");

  /** A check against a workflow that goes round in circles within one decision. */
  private static final int STEPS_MAX = 20_000;

  private final Turn turn;

  Advance(Turn turn) {
    this.turn = turn;
  }

  void run() {
    for (int steps = 0; step(); steps++) {
      if (steps > STEPS_MAX) {
        throw new IllegalStateException(
            "workflow " + turn.workflow.name() + " does not come to rest");
      }
    }
  }

  private boolean step() {
    return switch (turn.state().lifecycle()) {
      case Lifecycle.Active _ -> turn.state().root().all().toList().stream().anyMatch(this::moves);
      case Lifecycle.Cancelling cancelling -> drain(cancelling);
      case Lifecycle.Undoing undoing -> undo(undoing);
      case Lifecycle.Paused _, Lifecycle.Ended _ -> false;
    };
  }

  /** Takes one scope a step further; answers whether it did. */
  private boolean moves(Scope scope) {
    return switch (scope.position()) {
      case Position.Ready ready -> opens(ready.at(), Budget.fresh(turn.now));
      case Position.Queued queued -> turn.workflow.hasRoom(turn.state(), queued.at().scope())
          && opens(queued.at(), Budget.fresh(turn.now));
      case Position.Retrying retrying ->
          reached(retrying.due()) && opens(retrying.at(), left(retrying));
      case Position.Blocked blocked ->
          reached(blocked.recheck()) && opens(blocked.at(), left(blocked));
      case Position.Joining joining -> joins(scope, joining);
      case Position.Executing _, Position.Polling _, Position.Waiting _, Position.Stuck _, Position.Done _ ->
          false;
    };
  }

  private boolean reached(Instant due) {
    return turn.driven() && !due.isAfter(turn.now);
  }

  /** What is left when it is tried again: that nobody was there to do it in time does not count. */
  private Budget left(Position.Retrying retrying) {
    boolean throttled = retrying.failure() instanceof Failure.Throttled;
    return retrying.budget().excluding(turn.since(throttled ? retrying.since() : retrying.due()));
  }

  private Budget left(Position.Blocked blocked) {
    return blocked.budget().excluding(turn.since(blocked.since()));
  }

  private boolean opens(Address at, Budget budget) {
    if (turn.full()) {
      turn.setAsideAsFull(at);
      return true;
    }
    if (turn.workflow.node(at) instanceof Node.Task && !turn.driven()) {
      return false;
    }
    turn.asking(at, () -> passes(at, budget));
    return true;
  }

  private void passes(Address at, Budget budget) {
    switch (turn.workflow.node(at)) {
      case Node.Task task -> starts(at, task, budget);
      case Node.Wait wait -> waits(at, wait);
      case Node.Choice choice -> chooses(at, choice);
      case Node.ForEach each -> lists(at, each);
      case Node.Parallel parallel -> begins(at, parallel);
      case Node.Call call -> calls(at, call);
      case Node.End end -> ends(at, end);
    }
  }

  private void starts(Address at, Node.Task task, Budget budget) {
    if (left(at, task.when())) {
      skip(at, task.when().orElseThrow(), task.next());
    } else {
      turn.start(at, Purpose.DO, budget);
    }
  }

  private boolean left(Address at, Optional<Named.Condition> when) {
    return when.isPresent() && !when.get().holds().test(turn.outputs(at.scope()));
  }

  private void skip(Address at, Named.Condition when, String next) {
    turn.emit(
        new StepSkipped(
            turn.now, at, "not " + when.name(), Optional.empty(), Optional.empty(), next));
  }

  private void chooses(Address at, Node.Choice choice) {
    var outputs = turn.outputs(at.scope());
    for (var branch : choice.cases()) {
      if (branch.when().holds().test(outputs)) {
        turn.emit(new BranchTaken(turn.now, at, branch.when().name(), branch.target()));
        return;
      }
    }
    turn.emit(new BranchTaken(turn.now, at, "otherwise", choice.otherwise()));
  }

  private void lists(Address at, Node.ForEach each) {
    if (left(at, each.when())) {
      skip(at, each.when().orElseThrow(), each.next());
      return;
    }
    var keys =
        each.items()
            .list()
            .apply(turn.outputs(at.scope()))
            .stream()
            .map(Named.Item::key)
            .toList();
    if (keys.size() > ITEMS_MAX
        || new HashSet<>(keys).size() < keys.size()
        || !keys.stream().allMatch(key -> KEY.matcher(key).matches())) {
      throw new BadAnswer(
          each.items().name()
              + " must give at most "
              + ITEMS_MAX
              + " items with distinct keys of letters, digits, _ and -, at most 60");
    }
    turn.emit(new ItemsListed(turn.now, at, keys, each.body().start()));
  }

  private void waits(Address at, Node.Wait wait) {
    boolean suspended = turn.state().scope(at.scope()).flatMap(Scope::suspended).isPresent();
    if (suspended) {
      new Waits(turn).resume(at, wait);
    } else {
      new Waits(turn).open(at, wait);
    }
  }

  private void begins(Address at, Node.Parallel parallel) {
    var starts = new LinkedHashMap<String, String>();
    parallel.branches().forEach((name, branch) -> starts.put(name, branch.graph().start()));
    turn.emit(new BranchesBegun(turn.now, at, starts));
  }

  private void calls(Address at, Node.Call call) {
    var source = Wiring.source(turn.workflow, at.scope(), call.input());
    var input =
        source instanceof Wiring.Source.NodeOutput(var node)
            ? turn.outputs(at.scope()).ref(node)
            : Optional.<Ref>empty();
    turn.emit(
        new CallBegun(
            turn.now,
            at,
            call.called().name(),
            call.called().graph().start(),
            input.orElseThrow(() -> new BadAnswer("its input is missing: " + source))));
  }

  private void ends(Address at, Node.End end) {
    if (at.scope().isRoot()) {
      turn.end(end.outcome(), Optional.empty(), Optional.empty());
      return;
    }
    var result =
        turn.workflow.around(at.scope()).orElseThrow().result(at.scope().names().getLast());
    var output = turn.state().scope(at.scope()).orElseThrow().outputs().get(result);
    var ended =
        switch (output) {
          case Output.Nothing(var why) -> new Position.End.Missing(why);
          case null -> new Position.End.Missing("it was left out");
          case Output.One _, Output.Each _ -> new Position.End.Reached(end.name());
        };
    turn.emit(new ChildEnded(turn.now, at, ended));
  }

  private boolean joins(Scope scope, Position.Joining joining) {
    boolean all =
        scope.childrenOf(joining.at().node())
            .stream()
            .allMatch(child -> child.position() instanceof Position.Done);
    if (all) {
      turn.emit(joined(joining.at(), (Node.Composite) turn.workflow.node(joining.at())));
    }
    return all;
  }

  private Event joined(Address at, Node.Composite composite) {
    return switch (composite) {
      case Node.ForEach each -> new ItemsJoined(turn.now, at, each.gives(), each.next());
      case Node.Parallel parallel -> {
        var gives = new LinkedHashMap<String, String>();
        parallel.branches().forEach((name, branch) -> gives.put(name, branch.gives()));
        yield new BranchesJoined(turn.now, at, gives, parallel.next());
      }
      case Node.Call call -> new CallReturned(turn.now, at, call.gives(), call.next());
    };
  }

  private boolean drain(Lifecycle.Cancelling cancelling) {
    for (var position : turn.state().positions().toList()) {
      switch (position) {
        case Position.Polling polling -> {
          new Attempts(turn).abandon(polling);
          return true;
        }
        case Position.Executing _ -> {
          return false;
        }
        case Position.Queued _, Position.Ready _, Position.Retrying _, Position.Blocked _, Position.Waiting _, Position.Joining _, Position.Stuck _, Position.Done _ ->
            {
            }
      }
    }
    if (cancelling.undo() && !turn.state().touched().isEmpty()) {
      turn.emit(new UndoStarted(turn.now, turn.state().touched().reversed()));
    } else {
      turn.end(cancelling.outcome(), cancelling.cause(), Optional.empty());
    }
    return true;
  }

  private boolean undo(Lifecycle.Undoing undoing) {
    var current = undoing.current();
    if (current.isPresent()) {
      return takesBack(current.get());
    }
    if (Possible.leftovers(undoing)) {
      return false;
    }
    turn.end(undoing.outcome(), undoing.cause(), Optional.empty());
    return true;
  }

  private boolean takesBack(Position undo) {
    var budget =
        switch (undo) {
          case Position.Ready _ when turn.driven() ->
              Optional.of(Budget.fresh(turn.now).acted());
          case Position.Retrying p when reached(p.due()) -> Optional.of(left(p));
          case Position.Blocked p when reached(p.recheck()) -> Optional.of(left(p));
          case Position.Ready _, Position.Retrying _, Position.Blocked _, Position.Executing _, Position.Polling _, Position.Queued _, Position.Waiting _, Position.Joining _, Position.Stuck _, Position.Done _ ->
              Optional.<Budget>empty();
        };
    budget.ifPresent(left -> turn.start(undo.at(), Purpose.UNDO, left));
    return budget.isPresent();
  }
}
