package dev.presgen.orchestrator.workflows.assessment;

import java.util.List;

/** Tabs written to the run's sheet. What {@code PUBLISH_GAP_ANALYSIS} leaves behind. */
public record SheetTabs(List<Tab> tabs) {

  public SheetTabs {
    tabs = List.copyOf(tabs);
  }

  /** One tab. */
  public record Tab(String title, int id) {}
}
