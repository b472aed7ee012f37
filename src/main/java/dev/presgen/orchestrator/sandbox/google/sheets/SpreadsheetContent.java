package dev.presgen.orchestrator.sandbox.google.sheets;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.drive.DocsEditor;
import dev.presgen.orchestrator.sandbox.google.drive.MimeTypes;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The content of a spreadsheet, beside its file in Drive, which has the same id and the title. */
@Component
@SandboxOnly
class SpreadsheetContent implements DocsEditor {

  private final ObjectTable objects;

  SpreadsheetContent(ObjectTable objects) {
    this.objects = objects;
  }

  @Override
  public String mimeType() {
    return MimeTypes.SPREADSHEET;
  }

  /** The first tab of a spreadsheet made by Drive does not have the number 0, so that nobody relies on it. */
  @Override
  public void made(String id, String name) {
    var body = empty();
    new Workbook(body).add(Tab.made(Ids.number(), "Sheet1"), 0);
    insert(id, body);
  }

  @Override
  public void gone(String id) {
    objects.delete(Kind.SPREADSHEET, id);
  }

  void insert(String id, ObjectNode body) {
    objects.insert(Stored.made(Kind.SPREADSHEET, id, body));
  }

  static ObjectNode empty() {
    var body = JsonMapper.shared().createObjectNode();
    body.putObject("properties")
        .put("locale", "en_US")
        .put("autoRecalc", "ON_CHANGE")
        .put("timeZone", "Etc/GMT");
    return body;
  }
}
