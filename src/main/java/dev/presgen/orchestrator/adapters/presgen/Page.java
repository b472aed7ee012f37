package dev.presgen.orchestrator.adapters.presgen;

import java.util.List;

/** One slide below a title. */
record Page(String title, List<String> lines, TextSize size) {
  Page {
    lines = List.copyOf(lines);
  }
}
