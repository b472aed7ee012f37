package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.sheets.v4.model.CellData;
import com.google.api.services.sheets.v4.model.GridData;
import com.google.api.services.sheets.v4.model.RowData;
import com.google.api.services.sheets.v4.model.Sheet;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tabs of a spreadsheet, and which of them hold nothing.
 *
 * @param empty the ids of the tabs with cells of which none has a value
 */
record SeenContent(SeenTabs tabs, Set<Integer> empty) {

  // What a formula shows may be an empty text, and what a pivot table shows nobody has entered.
  static final String FIELDS =
      SeenTabs.FIELDS.substring(0, SeenTabs.FIELDS.length() - 1)
          + ",data(rowData(values(userEnteredValue,formattedValue))))";

  SeenContent {
    empty = Set.copyOf(empty);
  }

  static SeenContent of(Spreadsheet spreadsheet) {
    var tabs = SeenTabs.of(spreadsheet);
    var touched =
        all(spreadsheet.getSheets())
            .filter(SeenContent::hasValues)
            .map(sheet -> Optional.ofNullable(sheet.getProperties().getSheetId()).orElse(0))
            .collect(Collectors.toSet());
    return new SeenContent(
        tabs,
        tabs.tabs()
            .stream()
            .filter(tab -> tab.rows() > 0 && !touched.contains(tab.id()))
            .map(SeenTabs.Tab::id)
            .collect(Collectors.toSet()));
  }

  private static boolean hasValues(Sheet sheet) {
    return all(sheet.getData())
        .flatMap((GridData data) -> all(data.getRowData()))
        .flatMap((RowData row) -> all(row.getValues()))
        .anyMatch(SeenContent::hasValue);
  }

  private static boolean hasValue(CellData cell) {
    return cell.getUserEnteredValue() != null || cell.getFormattedValue() != null;
  }

  private static <T> Stream<T> all(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.<T>of()).stream();
  }
}
