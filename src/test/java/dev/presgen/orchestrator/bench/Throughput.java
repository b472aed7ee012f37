package dev.presgen.orchestrator.bench;

import dev.presgen.orchestrator.bench.Figures.Spread;
import dev.presgen.orchestrator.bench.Section.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many runs and steps a second, and how long one takes, beside the bare loop. */
final class Throughput implements Section.Part {

  private static final String HEADER = """
      | runs at once | runs/s | steps/s | bare steps/s | of the bare loop | run p50, p99 ms | step p50, p99 ms | bare step p50, p99 ms | processor µs a step, bare |
      | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
      """;

  private static final String WAIT_HEADER = """
      | runs at once | runs/s | steps/s | run p50, p99 ms |
      | ---: | ---: | ---: | ---: |
      """;

  private final Database.Kind kind;

  Throughput(Database.Kind kind) {
    this.kind = kind;
  }

  /** The figures of one round. */
  private record Round(
      double runs, double steps, double run50, double run99, double step50, double step99,
      double processor, double server) {
    static Round of(Loop.Count count) {
      return new Round(
          count.runsPerSecond(), count.stepsPerSecond(), count.runTimes.millis(0.5),
          count.runTimes.millis(0.99), count.stepTimes.millis(0.5), count.stepTimes.millis(0.99),
          count.processorMicrosAStep(), count.serverMicrosAStep());
    }
  }

  private record Rounds(List<Round> real, List<Round> bare) {
    Rounds() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /** What is run. */
  private record Loops(RealLoop real, BareLoop bare, Settings settings) {
    void warmUp() throws InterruptedException {
      for (int callers : List.of(1, 32)) {
        real.run(PLAIN, callers, settings.warmUp());
        real.run(WAITING, callers, settings.warmUp().dividedBy(4));
        bare.run(callers, settings.warmUp().dividedBy(2));
      }
    }

    Map<Integer, Rounds> measured() throws InterruptedException {
      var all = new LinkedHashMap<Integer, Rounds>();
      for (int round = 0; round < settings.rounds(); round++) {
        for (int callers : settings.atOnce()) {
          var rounds = all.computeIfAbsent(callers, _ -> new Rounds());
          if (round % 2 == 0) {
            rounds.real().add(real(callers));
            rounds.bare().add(bare(callers));
          } else {
            rounds.bare().add(bare(callers));
            rounds.real().add(real(callers));
          }
        }
      }
      return all;
    }

    private Round real(int callers) throws InterruptedException {
      return Round.of(real.run(PLAIN, callers, settings.round()));
    }

    private Round bare(int callers) throws InterruptedException {
      return Round.of(bare.run(callers, settings.round()));
    }

    Map<Integer, List<Round>> waiting() throws InterruptedException {
      var all = new LinkedHashMap<Integer, List<Round>>();
      for (int round = 0; round < Math.min(3, settings.rounds()); round++) {
        for (int callers : settings.atOnce()) {
          all.computeIfAbsent(callers, _ -> new ArrayList<>())
              .add(Round.of(real.run(WAITING, callers, settings.round())));
        }
      }
      return all;
    }
  }

  private static final Chain PLAIN = Chain.plain(new NoOps(_ -> {}).registry());
  private static final Chain WAITING = Chain.waiting(new NoOps(_ -> {}).registry());

  @Override
  public Section measure(Lab lab) throws Exception {
    var database = lab.fresh(kind);
    try (var node = BenchNode.start(_ -> {}, database.settings());
        var real = new RealLoop(node)) {
      var written = BareLoop.written(node);
      var loops =
          new Loops(
              real, new BareLoop(kind, node.database(), written),
              lab.settings);
      loops.warmUp();
      var measured = loops.measured();
      var waiting = loops.waiting();
      var targets = targets(measured);
      var text = new StringBuilder();
      text.append(Database.described(kind, node.database())).append(".\n\n");
      text.append(sizes(written)).append("\n\n").append(HEADER);
      measured.forEach((callers, rounds) -> text.append(row(callers, rounds)));
      text.append("\nThe chain with a wait after its fifth step, closed by a signal at once:\n\n");
      text.append(WAIT_HEADER);
      waiting.forEach((callers, rounds) -> text.append(row(callers, rounds)));
      for (var callers : profiled(measured, lab.settings)) {
        var profile =
            Profile.of(() -> real.run(PLAIN, callers, lab.settings.round().multipliedBy(2)));
        text.append("\nWhere the processor time of the runtime goes with " + callers
            + " at once:\n\n").append(profile.shown());
      }
      return new Section(
          "throughput-" + kind.name().toLowerCase(java.util.Locale.ROOT),
          "Runs and steps on " + kind.shown, text.toString(), targets);
    }
  }

  /** At which numbers of runs a target was missed. */
  private List<Integer> profiled(Map<Integer, Rounds> measured, Settings settings) {
    var missed = new ArrayList<Integer>();
    if (settings.profile() || slowdown(measured.get(1)) > 1.4) {
      missed.add(1);
    }
    if (settings.profile() || share(measured.get(32)) < 0.6) {
      missed.add(32);
    }
    return missed;
  }

  private List<Target> targets(Map<Integer, Rounds> measured) {
    var targets = new ArrayList<Target>();
    targets.add(
        Target.atMost(
            kind.shown + ", one run at once: a step (p50), in times of the bare loop's",
            1.4, slowdown(measured.get(1)), ""));
    if (kind == Database.Kind.POSTGRESQL) {
      targets.add(
          Target.atLeast(
              kind.shown + ", 32 runs at once: steps a second, as a share of the bare loop's",
              0.6, share(measured.get(32)), ""));
    }
    return targets;
  }

  private static double slowdown(Rounds rounds) {
    return Spread.of(rounds.real(), Round::step50).median()
        / Spread.of(rounds.bare(), Round::step50).median();
  }

  private static double share(Rounds rounds) {
    return Spread.of(rounds.real(), Round::steps).median()
        / Spread.of(rounds.bare(), Round::steps).median();
  }

  private static String sizes(List<BareLoop.Written> written) {
    var first = written.getFirst();
    var last = written.getLast();
    return String.format(
        java.util.Locale.ROOT,
        "A step writes a state of %,d (first step) to %,d (last) characters, and events and an"
            + " output of %,d to %,d together; the bare loop writes the same.",
        first.state().length(), last.state().length(), first.body().length(),
        last.body().length());
  }

  private static String row(int callers, Rounds rounds) {
    return "| " + callers
        + " | " + Spread.of(rounds.real(), Round::runs).shown()
        + " | " + Spread.of(rounds.real(), Round::steps).shown()
        + " | " + Spread.of(rounds.bare(), Round::steps).shown()
        + " | " + Figures.number(share(rounds))
        + " | " + times(rounds.real(), Round::run50, Round::run99)
        + " | " + times(rounds.real(), Round::step50, Round::step99)
        + " | " + times(rounds.bare(), Round::step50, Round::step99)
        + " | " + processor(rounds.real())
        + ", " + processor(rounds.bare())
        + " |\n";
  }

  private static String row(int callers, List<Round> rounds) {
    return "| " + callers
        + " | " + Spread.of(rounds, Round::runs).shown()
        + " | " + Spread.of(rounds, Round::steps).shown()
        + " | " + times(rounds, Round::run50, Round::run99)
        + " |\n";
  }

  private static String processor(List<Round> rounds) {
    double server = Spread.of(rounds, Round::server).median();
    return Figures.number(Spread.of(rounds, Round::processor).median())
        + (server > 0 ? " + " + Figures.number(server) : "");
  }

  private static String times(
      List<Round> rounds,
      java.util.function.ToDoubleFunction<Round> middle,
      java.util.function.ToDoubleFunction<Round> most) {
    return Figures.number(Spread.of(rounds, middle).median())
        + ", " + Figures.number(Spread.of(rounds, most).median());
  }
}
