package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.StepResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The run's spreadsheet. Google Sheets, in practice. */
public interface ResultSheets {

  /**
   * A tab to be written.
   *
   * @param title unique in its sheet; at most 100 characters
   * @param rows the first is the header; at most 10,000, each as long as the header
   */
  record TabContent(String title, List<List<Cell>> rows, Optional<Chart> chart) {
    public TabContent {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** The content of a cell. Texts are literal: nothing in them is ever read as a formula. */
  sealed interface Cell {
    record Text(String value) implements Cell {}

    // Always written as Cell.Number, so it cannot be taken for the one of java.lang.
    @SuppressWarnings("AvoidCommonTypeNames")
    record Number(double value) implements Cell {}
  }

  /**
   * A bar chart beside a tab's rows.
   *
   * @param labels the column of the labels, from 0
   * @param values the columns of the values, from 0
   */
  record Chart(String title, int labels, List<Integer> values) {
    public Chart {
      values = List.copyOf(values);
    }
  }

  /**
   * Writes tabs, all or none, in one change. A tab of the same title that is there already is
   * replaced, so repeats are harmless. Other tabs stay, but for the empty one that a new
   * spreadsheet comes with.
   */
  default StepResult<List<SheetTabs.Tab>> write(String sheetId, List<TabContent> tabs) {
    return write(sheetId, tabs, _ -> false);
  }

  /**
   * As {@link #write(String, List)}, and removes tabs that were written here before and are out of
   * date. A tab that a person has added stays, whatever it is called.
   *
   * @param obsolete tells by its title whether a tab goes that is not written now
   */
  StepResult<List<SheetTabs.Tab>> write(
      String sheetId, List<TabContent> tabs, Predicate<String> obsolete);

  /**
   * The first tab of a spreadsheet, as texts: at most 5,001 rows of 200 columns. Reads only. A
   * sheet that the credentials cannot see is a permanent failure {@code SHEET_NOT_VISIBLE}.
   */
  StepResult<List<List<String>>> firstTab(String sheetId);
}
