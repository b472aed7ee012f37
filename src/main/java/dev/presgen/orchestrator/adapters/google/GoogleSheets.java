package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.sheets.v4.model.BatchUpdateSpreadsheetResponse;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import com.google.api.services.sheets.v4.model.ValueRange;
import dev.presgen.orchestrator.adapters.google.SeenTabs.Tab;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import dev.presgen.orchestrator.workflows.assessment.SheetTabs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The runs' spreadsheets in Google Sheets. All tabs are written in one batch, which counts once
 * against the quota and happens whole or not at all.
 */
final class GoogleSheets implements ResultSheets {
  static final String SHEET_NOT_VISIBLE = "SHEET_NOT_VISIBLE";

  private static final Call GET = call("spreadsheets.get", Effect.READ);
  private static final Call GET_VALUES = call("spreadsheets.values.get", Effect.READ);

  // A tab that is added twice is refused: whoever repeats looks which are there.
  private static final Call BATCH_UPDATE = call("spreadsheets.batchUpdate", Effect.FINDABLE);

  private static final int ROWS_MAX = 5_001;
  private static final int COLUMNS_MAX = 200;
  private static final Set<String> INVISIBLE =
      Set.of(RunFolders.NOT_FOUND, RefusalTable.NOT_ALLOWED);

  private final GoogleCalls calls;

  GoogleSheets(GoogleCalls calls) {
    this.calls = calls;
  }

  private static Call call(String operation, Effect effect) {
    return new Call(Service.GOOGLE_SHEETS, operation, effect);
  }

  @Override
  public StepResult<List<SheetTabs.Tab>> write(
      String sheetId, List<TabContent> tabs, Predicate<String> obsolete) {
    return tabs.isEmpty()
        ? StepResult.done(List.of())
        : calls.before(
            BATCH_UPDATE,
            () -> content(sheetId)
                .then(content -> {
                  var seen = content.tabs();
                  var toDelete = new ArrayList<>(untouched(content, tabs));
                  toDelete.addAll(outdated(seen, tabs, obsolete));
                  return write(sheetId, seen, tabs, toDelete);
                }));
  }

  /** Tabs whose ids say that they were added here; people's tabs get ids from Google. */
  private static List<Tab> outdated(
      SeenTabs seen, List<TabContent> tabs, Predicate<String> obsolete) {
    var written = tabs.stream().map(TabContent::title).toList();
    return seen.tabs()
        .stream()
        .filter(tab -> tab.id() == SeenTabs.stableId(tab.title()))
        .filter(tab -> obsolete.test(tab.title()) && !written.contains(tab.title()))
        .toList();
  }

  private StepResult<List<SheetTabs.Tab>> write(
      String sheetId, SeenTabs seen, List<TabContent> tabs, List<Tab> toDelete) {
    var batch = new TabBatch(seen);
    var written = new ArrayList<SheetTabs.Tab>();
    for (TabContent tab : tabs) {
      int id = seen.idOf(tab.title()).orElseGet(() -> seen.freeIdFor(tab.title()));
      batch.write(tab, id);
      written.add(new SheetTabs.Tab(tab.title(), id));
    }
    // Last, because a spreadsheet is never without a tab.
    toDelete.forEach(tab -> batch.delete(tab.id()));
    StepResult<List<SheetTabs.Tab>> result =
        calls.call(
            BATCH_UPDATE,
            clients -> clients.sheets().spreadsheets().batchUpdate(sheetId, batch.request()),
            (BatchUpdateSpreadsheetResponse _) -> List.copyOf(written));
    return GoogleErrors.on(
        RefusalTable.REFUSED, result, () -> outdated(sheetId, seen).then(_ -> result));
  }

  /** Fails when the tabs are not as they were seen: then the refusal is worth another try. */
  private StepResult<SeenTabs> outdated(String sheetId, SeenTabs seen) {
    return tabs(sheetId)
        .then(
            now -> now.equals(seen)
                ? StepResult.done(now)
                : StepResult.failed(
                    new Failure.Transient(
                        "Somebody else has changed the tabs of the sheet meanwhile.")));
  }

  /**
   * The empty tab that a new spreadsheet comes with; its title depends on the account's language.
   */
  private static List<Tab> untouched(SeenContent content, List<TabContent> tabs) {
    if (content.tabs().tabs().size() != 1) {
      return List.of();
    }
    Tab only = content.tabs().tabs().getFirst();
    boolean ours = tabs.stream().anyMatch(tab -> tab.title().equals(only.title()));
    return ours || !content.empty().contains(only.id()) ? List.of() : List.of(only);
  }

  /**
   * The cells come with the tabs, since a second read would count against the quota. A sheet that
   * holds too much for that is nobody's untouched one.
   */
  private StepResult<SeenContent> content(String sheetId) {
    StepResult<SeenContent> read =
        calls.call(
            GET,
            clients -> clients.sheets().spreadsheets().get(sheetId).setFields(SeenContent.FIELDS),
            (Spreadsheet spreadsheet) -> SeenContent.of(spreadsheet));
    return GoogleErrors.on(
        "PAYLOAD_TOO_LARGE",
        read,
        () -> tabs(sheetId).map(tabs -> new SeenContent(tabs, Set.of())));
  }

  @Override
  public StepResult<List<List<String>>> firstTab(String sheetId) {
    StepResult<List<List<String>>> read =
        tabs(sheetId)
            .then(seen -> seen.tabs()
                .stream()
                .filter(tab -> tab.rows() > 0)
                .findFirst()
                .map(tab -> values(sheetId, tab))
                .orElseGet(() -> StepResult.done(List.of())));
    return read instanceof StepResult.Failed<List<List<String>>>(Failure.Permanent(var code, _, _))
        && INVISIBLE.contains(code)
            ? StepResult.refused(
                SHEET_NOT_VISIBLE,
                "The sheet does not exist, or this service may not see it.",
                "Share the sheet with the account of the credentials, or use the run's own sheet.")
            : read;
  }

  private StepResult<SeenTabs> tabs(String sheetId) {
    return calls.call(
        GET,
        clients -> clients.sheets().spreadsheets().get(sheetId).setFields(SeenTabs.FIELDS),
        (Spreadsheet spreadsheet) -> SeenTabs.of(spreadsheet));
  }

  private StepResult<List<List<String>>> values(String sheetId, Tab tab) {
    // What lies outside the tab's grid may not be asked for.
    String range =
        "'%s'!A1:%s%d"
            .formatted(
                tab.title().replace("'", "''"),
                column(Math.clamp(tab.columns(), 1, COLUMNS_MAX)),
                Math.clamp(tab.rows(), 1, ROWS_MAX));
    return calls.call(
        GET_VALUES,
        clients -> clients
            .sheets()
            .spreadsheets()
            .values()
            .get(sheetId, range)
            .setMajorDimension("ROWS")
            .setValueRenderOption("FORMATTED_VALUE"),
        (ValueRange values) -> texts(values));
  }

  private static List<List<String>> texts(ValueRange values) {
    return Objects.requireNonNullElse(values.getValues(), List.<List<Object>>of())
        .stream()
        .map(row -> row.stream().map(Objects::toString).toList())
        .toList();
  }

  /** A column's letters: 1 is A, 27 is AA. */
  private static String column(int number) {
    var letters = new StringBuilder();
    for (int rest = number; rest > 0; rest = (rest - 1) / 26) {
      letters.append((char) ('A' + (rest - 1) % 26));
    }
    return letters.reverse().toString();
  }
}
