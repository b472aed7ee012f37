package dev.presgen.orchestrator.bench;

import dev.presgen.orchestrator.bench.Section.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long it takes until the runs of a killed process are driven again. */
final class Recovery implements Section.Part {

  private final Database.Kind kind;

  Recovery(Database.Kind kind) {
    this.kind = kind;
  }

  @Override
  public Section measure(Lab lab) throws Exception {
    int runs = lab.settings.runsInFlight();
    var arguments = killed(lab, runs);
    double started;
    double driven;
    try (var next = Child.program(RecoveringChild.class, arguments)) {
      next.told(RecoveringChild.STARTED);
      started = next.age().toMillis() / 1e3;
      next.told(RecoveringChild.DRIVEN);
      driven = next.age().toMillis() / 1e3;
      next.end();
    }
    var targets = targets(runs, driven);
    boolean missed = targets.stream().anyMatch(target -> !target.met());
    return new Section(
        "recovery-" + kind.name().toLowerCase(Locale.ROOT),
        "Recovery on " + kind.shown,
        text(runs, started, driven) + (missed || lab.settings.profile() ? profile(lab, runs) : ""),
        targets);
  }

  /** What a process needs that takes up the runs of one that was killed. */
  private List<String> killed(Lab lab, int runs) throws Exception {
    var database = lab.fresh(kind);
    var arguments = new ArrayList<>(List.of(Integer.toString(runs)));
    arguments.addAll(database.settings());
    arguments.add("presgen.drivers=" + (runs + 100));
    try (var killed = Child.program(HoldingChild.class, arguments)) {
      killed.told(HoldingChild.HELD);
      killed.kill();
    }
    return arguments;
  }

  private String profile(Lab lab, int runs) throws Exception {
    var arguments = killed(lab, runs);
    arguments.add(1, RecoveringChild.PROFILED);
    try (var next = Child.program(RecoveringChild.class, arguments)) {
      var told = next.told(RecoveringChild.PROFILED);
      return "\nWhere the processor time goes, once more and from the start of the process until all"
          + " are driven and it has ended:\n\n"
          + told.replace(RecoveringChild.BREAK, "\n");
    }
  }

  private List<Target> targets(int runs, double driven) {
    return switch (kind) {
      case SQLITE -> List.of(
          Target.atMost(
              kind.shown + ", recovery of " + String.format(Locale.ROOT, "%,d", runs)
                  + " runs after a kill, start-up included",
              5, driven, " s"));
      // A node is believed dead only when its heartbeats have been missing long enough.
      case POSTGRESQL -> List.of();
    };
  }

  private String text(int runs, double started, double driven) {
    return String.format(
        Locale.ROOT,
        """
            A process with %,d runs in the middle of their sixth step is killed (`SIGKILL`). The next process was up %s s after its start
            and had started the next attempt of every one of them %s s after its start, %s s after it was up. (The workflow waits at most
            10 ms before its second attempt; the nodes may drive all these runs at once, `presgen.drivers`.)
            %s""",
        runs,
        Figures.number(started),
        Figures.number(driven),
        Figures.number(driven - started),
        switch (kind) {
          case SQLITE -> "The lock on the data folder proves that no other process drives them.\n";
          case POSTGRESQL -> "Here another node may be alive: a run is taken over only once its"
              + " driver has missed its heartbeats, four of three\n"
              + "seconds each, and it is looked for such runs every six seconds.\n";
        });
  }
}
