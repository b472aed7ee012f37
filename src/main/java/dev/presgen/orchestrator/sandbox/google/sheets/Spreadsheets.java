package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import dev.presgen.orchestrator.sandbox.google.drive.Files;
import dev.presgen.orchestrator.sandbox.google.drive.MimeTypes;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Spreadsheets: making, reading and changing them as a whole. */
@Service
@SandboxOnly
@Transactional
public class Spreadsheets {

  private final ObjectTable objects;
  private final Files files;
  private final SpreadsheetContent content;

  Spreadsheets(ObjectTable objects, Files files, SpreadsheetContent content) {
    this.objects = objects;
    this.files = files;
    this.content = content;
  }

  /** Makes a spreadsheet in the root folder, with the tabs that the caller names or one. */
  public ObjectNode create(ObjectNode wanted) {
    var body = SpreadsheetContent.empty();
    var workbook = new Workbook(body);
    var properties = wanted.withObject("properties");
    var title = properties.path("title").asString("Untitled spreadsheet");
    properties.remove("title");
    body.withObject("properties").setAll(properties);
    for (var sheet : wanted.path("sheets")) {
      if (sheet.propertyNames().stream().anyMatch(name -> !name.equals("properties"))) {
        throw GoogleError.invalid("The sandbox creates sheets by their properties only.", "sheets");
      }
      try {
        new TabRules(workbook).add(sheet.path("properties"));
      } catch (RuleBroken e) {
        throw GoogleError.invalid("Invalid sheets: " + e.text(), "sheets");
      }
    }
    if (workbook.sheets().isEmpty()) {
      workbook.add(Tab.made(0, "Sheet1"), 0);
    }
    var file = files.register(Ids.document(), title, MimeTypes.SPREADSHEET, Files.ROOT);
    content.insert(file.id(), body);
    return get(file.id(), List.of(), false);
  }

  /**
   * The spreadsheet.
   *
   * @param ranges where to look; empty for everywhere
   */
  public ObjectNode get(String id, List<String> ranges, boolean includeGridData) {
    return view(objects.find(Kind.SPREADSHEET, id).orElseThrow(GoogleError::entityNotFound), ranges,
        includeGridData);
  }

  /** All requests, in order, or none of them. */
  public ObjectNode batchUpdate(String id, ObjectNode batch, boolean isDataAskedFor) {
    var answer = JsonMapper.shared().createObjectNode().put("spreadsheetId", id);
    if (batch.path("requests").isEmpty()) {
      throw GoogleError.invalid("Must specify at least one request.", "requests");
    }
    var changed =
        lock(
            id,
            (stored, workbook) -> {
              answer.set("replies",
                  new SheetBatch(workbook).apply(batch.path("requests")).deepCopy());
              var title = workbook.body().withObject("properties").remove("title");
              if (title != null) {
                var file = files.lock(id);
                file.body().set("name", title);
                files.save(file);
              }
              return stored;
            });
    if (batch.path("includeSpreadsheetInResponse").asBoolean(false)) {
      var ranges =
          batch.path("responseRanges").valueStream().map(range -> range.asString("")).toList();
      var withData = batch.path("responseIncludeGridData").asBoolean(false) || isDataAskedFor;
      answer.set("updatedSpreadsheet", view(changed, ranges, withData));
    }
    return answer;
  }

  /** What happens to a spreadsheet inside one transaction. */
  interface Change<T> {
    T apply(Stored stored, Workbook workbook);
  }

  /** Reads, changes and saves. */
  <T> T lock(String id, Change<T> change) {
    var stored = objects.lock(Kind.SPREADSHEET, id).orElseThrow(GoogleError::entityNotFound);
    var result = change.apply(stored, new Workbook(stored.body()));
    objects.save(stored);
    files.touch(id);
    return result;
  }

  /** Reads only. */
  <T> T read(String id, Function<Workbook, T> reading) {
    var stored = objects.find(Kind.SPREADSHEET, id).orElseThrow(GoogleError::entityNotFound);
    return reading.apply(new Workbook(stored.body()));
  }

  private ObjectNode view(Stored stored, List<String> ranges, boolean withData) {
    var name = files.get(stored.id()).body().path("name").asString("");
    return new SpreadsheetView(stored.id(), name, new Workbook(stored.body())).of(ranges, withData);
  }
}
