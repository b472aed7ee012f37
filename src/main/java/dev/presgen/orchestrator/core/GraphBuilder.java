package dev.presgen.orchestrator.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Declares the nodes of a graph; the first one declared is where it starts.
 *
 * @param <G> the builder itself
 */
public sealed class GraphBuilder<G extends GraphBuilder<G>>
    permits WorkflowBuilder, GraphBuilder.Body {

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<String> errors = new ArrayList<>();

  GraphBuilder() {}

  /** The graph that a child scope walks: the body of a for-each, a branch of a parallel. */
  public static final class Body extends GraphBuilder<Body> {
    private Body() {}
  }

  /** A task whose handler has the node's own name. */
  public TaskBuilder task(String name, Contract contract) {
    return new TaskBuilder(name, contract);
  }

  /**
   * A wait.
   *
   * @param gives the type of what it leaves behind
   */
  public WaitBuilder wait(String name, Class<?> gives) {
    return new WaitBuilder(name, gives);
  }

  public ChoiceBuilder choice(String name) {
    return new ChoiceBuilder(name);
  }

  public ForEachBuilder each(String name, Named.Items items) {
    return new ForEachBuilder(name, items);
  }

  /** Several graphs that are walked at once. */
  public ParallelBuilder parallel(String name) {
    return new ParallelBuilder(name);
  }

  /**
   * A sub-workflow.
   *
   * @param called without a pivot; its input is the output of a node before the call
   */
  public CallBuilder call(String name, Workflow called) {
    return new CallBuilder(name, called);
  }

  public G end(String name) {
    return add(new Node.End(name, Lifecycle.Outcome.COMPLETED));
  }

  Graph graph() {
    var start = nodes.isEmpty() ? "" : nodes.keySet().iterator().next();
    return new Graph(start, nodes);
  }

  List<String> errors() {
    return errors;
  }

  @SuppressWarnings("unchecked") // G is the builder itself: only the two subclasses exist.
  G add(Node node) {
    if (nodes.putIfAbsent(node.name(), node) != null) {
      errors.add("node " + node.name() + " is declared twice");
    }
    return (G) this;
  }

  /** Says more about a task; {@link #then} completes it. */
  public final class TaskBuilder {
    private final String name;
    private final Contract contract;
    private RetryPolicy retry = Defaults.RETRY;
    private Limits limits = Defaults.LIMITS;
    private boolean skippable;
    private Optional<Named.Condition> when = Optional.empty();
    private Optional<String> fallback = Optional.empty();

    private TaskBuilder(String name, Contract contract) {
      this.name = name;
      this.contract = contract;
    }

    public TaskBuilder retry(RetryPolicy policy) {
      this.retry = policy;
      return this;
    }

    public TaskBuilder limits(Limits allowed) {
      this.limits = allowed;
      return this;
    }

    public TaskBuilder skippable() {
      this.skippable = true;
      return this;
    }

    public TaskBuilder when(Named.Condition condition) {
      this.when = Optional.of(condition);
      return this;
    }

    /** Where the scope goes on when the task was refused, or is out of attempts or time. */
    public TaskBuilder fallback(String node) {
      this.fallback = Optional.of(node);
      return this;
    }

    public G then(String next) {
      return add(
          new Node.Task(name, name, contract, retry, limits, skippable, when, fallback, next));
    }
  }

  /** Says more about a wait; {@link #done} completes it. */
  public final class WaitBuilder {
    private final String name;
    private final Class<?> gives;
    private final List<Node.Signal> signals = new ArrayList<>();
    private final List<Node.Timer> timers = new ArrayList<>();
    private Optional<Node.Probe> probe = Optional.empty();
    private Optional<Named.Assignee> assignee = Optional.empty();
    private boolean pivot;

    private WaitBuilder(String name, Class<?> gives) {
      this.name = name;
      this.gives = gives;
    }

    public WaitBuilder signal(Node.Signal signal) {
      signals.add(signal);
      return this;
    }

    public WaitBuilder timer(Node.Timer timer) {
      timers.add(timer);
      return this;
    }

    public WaitBuilder probe(Node.Probe look) {
      this.probe = Optional.of(look);
      return this;
    }

    public WaitBuilder assignee(Named.Assignee asked) {
      this.assignee = Optional.of(asked);
      return this;
    }

    public WaitBuilder pivot() {
      this.pivot = true;
      return this;
    }

    public G done() {
      return add(new Node.Wait(name, gives, signals, timers, probe, assignee, pivot));
    }
  }

  /** Says more about a choice; {@link #otherwise} completes it. */
  public final class ChoiceBuilder {
    private final String name;
    private final List<Node.Choice.Case> cases = new ArrayList<>();

    private ChoiceBuilder(String name) {
      this.name = name;
    }

    public ChoiceBuilder when(Named.Condition condition, String target) {
      cases.add(new Node.Choice.Case(condition, target));
      return this;
    }

    public G otherwise(String target) {
      return add(new Node.Choice(name, cases, target));
    }
  }

  /** Says more about a for-each; {@link #then} completes it. */
  public final class ForEachBuilder {
    private final String name;
    private final Named.Items items;
    private final Body body = new Body();
    private String gives = "";
    private int atOnce = 1;
    private Node.Join join = Node.Join.ALL;
    private Optional<Named.Condition> when = Optional.empty();

    private ForEachBuilder(String name, Named.Items items) {
      this.name = name;
      this.items = items;
    }

    /**
     * What is walked for each item.
     *
     * @param result the node of the body whose output is the item's
     */
    public ForEachBuilder body(Consumer<Body> declare, String result) {
      declare.accept(body);
      this.gives = result;
      return this;
    }

    public ForEachBuilder atOnce(int items) {
      this.atOnce = items;
      return this;
    }

    public ForEachBuilder join(Node.Join how) {
      this.join = how;
      return this;
    }

    public ForEachBuilder when(Named.Condition condition) {
      this.when = Optional.of(condition);
      return this;
    }

    public G then(String next) {
      body.errors().forEach(error -> errors.add(name + ": " + error));
      return add(
          new Node.ForEach(name, items, body.graph(), gives, atOnce, join, when, next));
    }
  }

  /** Says more about a parallel; {@link #then} completes it. */
  public final class ParallelBuilder {
    private final String name;
    private final Map<String, Node.Parallel.Branch> branches = new LinkedHashMap<>();
    private Node.Join join = Node.Join.ALL;

    private ParallelBuilder(String name) {
      this.name = name;
    }

    /**
     * A branch.
     *
     * @param result the node of the branch whose output stays
     */
    public ParallelBuilder branch(String branch, Consumer<Body> declare, String result) {
      var body = new Body();
      declare.accept(body);
      body.errors().forEach(error -> errors.add(name + "/" + branch + ": " + error));
      if (branches.putIfAbsent(branch, new Node.Parallel.Branch(body.graph(), result)) != null) {
        errors.add("branch " + branch + " of " + name + " is declared twice");
      }
      return this;
    }

    public ParallelBuilder join(Node.Join how) {
      this.join = how;
      return this;
    }

    public G then(String next) {
      return add(new Node.Parallel(name, branches, join, next));
    }
  }

  /** Says more about a call; {@link #then} completes it. */
  public final class CallBuilder {
    private final String name;
    private final Workflow called;
    private Optional<String> from = Optional.empty();
    private String gives = "";

    private CallBuilder(String name, Workflow called) {
      this.name = name;
      this.called = called;
    }

    /** The node whose output is the input, where its type alone does not say. */
    public CallBuilder from(String node) {
      this.from = Optional.of(node);
      return this;
    }

    /** The node of the called workflow whose output is the call's. */
    public CallBuilder gives(String result) {
      this.gives = result;
      return this;
    }

    public G then(String next) {
      return add(new Node.Call(name, called, from, gives, next));
    }
  }
}
