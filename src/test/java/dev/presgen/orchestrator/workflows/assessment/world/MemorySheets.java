package dev.presgen.orchestrator.workflows.assessment.world;

import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets;
import dev.presgen.orchestrator.workflows.assessment.SheetTabs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Spreadsheets: the runs' own, and others that somebody has shared. */
public final class MemorySheets implements ResultSheets {

  private final World world;
  private final Map<String, Map<String, TabContent>> sheets = new HashMap<>();
  private final Map<String, List<List<String>>> foreign = new HashMap<>();

  MemorySheets(World world) {
    this.world = world;
  }

  @Override
  public StepResult<List<SheetTabs.Tab>> write(
      String sheetId, List<TabContent> tabs, Predicate<String> obsolete) {
    return world.faults.call(
        "write",
        () -> {
          world.file(sheetId);
          var sheet = sheets.computeIfAbsent(sheetId, _ -> new LinkedHashMap<>());
          sheet.keySet().removeIf(obsolete);
          tabs.forEach(tab -> sheet.put(tab.title(), tab));
          var order = new ArrayList<>(sheet.keySet());
          return StepResult.done(
              tabs.stream()
                  .map(tab -> new SheetTabs.Tab(tab.title(), order.indexOf(tab.title())))
                  .toList());
        });
  }

  @Override
  public StepResult<List<List<String>>> firstTab(String sheetId) {
    return world.faults.call(
        "firstTab",
        () -> {
          var rows = foreign.get(sheetId);
          return rows == null
              ? StepResult.refused(
                  "SHEET_NOT_VISIBLE",
                  "The sheet cannot be seen.",
                  "Share it with the service's account.")
              : StepResult.done(rows);
        });
  }

  /** Somebody shares a sheet with us. */
  public void shared(String sheetId, List<List<String>> rows) {
    foreign.put(sheetId, rows);
  }

  /** The tabs of a sheet by title. */
  public Map<String, TabContent> tabs(String sheetId) {
    return sheets.getOrDefault(sheetId, Map.of());
  }
}
