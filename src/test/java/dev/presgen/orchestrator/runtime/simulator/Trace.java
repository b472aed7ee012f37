package dev.presgen.orchestrator.runtime.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened, line by line, for whoever replays a seed; otherwise nothing is written. */
final class Trace {

  private final boolean kept;
  private final List<String> lines = new ArrayList<>();
  private Supplier<String> clock = () -> "";

  Trace(boolean kept) {
    this.kept = kept;
  }

  void clock(Supplier<String> time) {
    clock = time;
  }

  void note(Supplier<String> line) {
    if (kept) {
      lines.add(clock.get() + " " + line.get());
    }
  }

  List<String> lines() {
    return lines;
  }
}
