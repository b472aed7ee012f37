package dev.presgen.orchestrator.bench;

import dev.presgen.orchestrator.bench.Section.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What very many waiting runs cost, and how fast one of them goes on. */
final class Waiting implements Section.Part {

  private final Database.Kind kind;

  Waiting(Database.Kind kind) {
    this.kind = kind;
  }

  @Override
  public Section measure(Lab lab) throws Exception {
    int runs = lab.settings.waitingRuns();
    int resumes = lab.settings.resumes();
    var arguments = new ArrayList<>(List.of(Integer.toString(runs), Integer.toString(resumes)));
    arguments.addAll(lab.fresh(kind).settings());
    try (var child = Child.program(WaitingChild.class, arguments)) {
      double before = figure(child, WaitingChild.BEFORE);
      double after = figure(child, WaitingChild.AFTER);
      double middle = figure(child, WaitingChild.RESUME_50);
      double most = figure(child, WaitingChild.RESUME_99);
      double worst = figure(child, WaitingChild.RESUME_MOST);
      var waiting = kind.shown + ", " + String.format(Locale.ROOT, "%,d", runs) + " waiting runs: ";
      return new Section(
          "waiting-" + kind.name().toLowerCase(Locale.ROOT),
          "Waiting runs on " + kind.shown,
          String.format(
              Locale.ROOT,
              """
                  A node with %,d runs that wait for a signal after five steps, with a reminder a day ahead, uses %s MB of heap after a
                  collection; before they were there it was %s MB. They are copies of the rows that a run has left that was started as runs
                  are, and it is checked that a copy and another such run do not differ but in id and times.

                  From the signal to one of them until the commit of the next step's result, one after the other, %,d times after as many to
                  warm up: p50 %s ms, p99 %s ms, at most %s ms.
                  """,
              runs, Figures.number(after), Figures.number(before), resumes,
              Figures.number(middle), Figures.number(most), Figures.number(worst)),
          List.of(
              Target.atMost(waiting + "heap in use", 50, after, " MB"),
              Target.atMost(waiting + "from a signal to the next step's result, p99", 50, most,
                  " ms")));
    }
  }

  private static double figure(Child child, String name) throws InterruptedException {
    return Double.parseDouble(child.told(name));
  }
}
