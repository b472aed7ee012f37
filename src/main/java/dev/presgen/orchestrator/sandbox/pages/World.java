package dev.presgen.orchestrator.sandbox.pages;

import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.Links;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.drive.FileView;
import dev.presgen.orchestrator.sandbox.google.drive.Files;
import dev.presgen.orchestrator.sandbox.google.drive.MimeTypes;
import dev.presgen.orchestrator.sandbox.google.sheets.CellText;
import dev.presgen.orchestrator.sandbox.google.sheets.Tab;
import dev.presgen.orchestrator.sandbox.google.sheets.Workbook;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything that exists in the sandbox, each thing as one JSON object. */
@Component
@SandboxOnly
@Transactional
class World {

  private static final List<String> FROM_DRIVE =
      List.of("id", "name", "parents", "trashed", "appProperties", "permissions", "createdTime",
          "size");

  private final ObjectTable objects;
  private final Files files;
  private final FileView fileView;

  World(ObjectTable objects, Files files, FileView fileView) {
    this.objects = objects;
    this.files = files;
    this.fileView = fileView;
  }

  /** The files of one type, newest first. */
  public List<ObjectNode> all(String mimeType) {
    return files.list(Optional.empty(), file -> type(file).equals(mimeType))
        .stream()
        .map(this::file)
        .toList();
  }

  /** What lies in a folder, newest first, without what lies deeper. */
  public List<ObjectNode> inside(String folder) {
    return files.list(Optional.of(folder), file -> true)
        .stream()
        .map(file -> fromDrive(file).put("kind", kind(type(file))))
        .toList();
  }

  /** One file, whatever its type. */
  public Optional<ObjectNode> file(String id) {
    return files.find(id).map(this::file);
  }

  /** One file of this type. */
  public Optional<ObjectNode> file(String id, String mimeType) {
    return files.find(id).filter(file -> type(file).equals(mimeType)).map(this::file);
  }

  /** The files with bytes of their own, newest first. */
  public List<ObjectNode> uploads() {
    return files.list(Optional.empty(), file -> file.body().has("size"))
        .stream()
        .map(this::file)
        .toList();
  }

  public List<ObjectNode> videos() {
    return objects.all(Kind.VIDEO).stream().map(World::video).toList();
  }

  public Optional<ObjectNode> video(String id) {
    return objects.find(Kind.VIDEO, id).map(World::video);
  }

  /** Mails or messages, oldest first. */
  public List<ObjectNode> sent(Kind kind) {
    return objects.all(kind)
        .stream()
        .map(sent -> sent.body().put("at", sent.createdAt().toString()))
        .toList();
  }

  private ObjectNode file(Stored file) {
    var view = fromDrive(file);
    switch (type(file)) {
      case MimeTypes.FORM -> objects.find(Kind.FORM, file.id()).ifPresent(form -> form(form, view));
      case MimeTypes.SPREADSHEET ->
          objects.find(Kind.SPREADSHEET, file.id()).ifPresent(sheet -> sheet(sheet, view));
      case MimeTypes.PRESENTATION ->
          objects.find(Kind.DECK, file.id()).ifPresent(deck -> view.setAll(deck.body()));
      default -> {
      }
    }
    return view;
  }

  private ObjectNode fromDrive(Stored file) {
    var whole = fileView.of(file, true);
    var view = JsonMapper.shared().createObjectNode();
    for (var field : FROM_DRIVE) {
      if (whole.has(field)) {
        view.set(field, whole.get(field));
      }
    }
    return view.put("url", whole.path("webViewLink").asString(""));
  }

  private void form(Stored form, ObjectNode view) {
    view.setAll(form.body());
    view.put("title", form.body().path("info").path("title").asString(""));
    view.put("responderUri", Links.responder(String.valueOf(form.alias())));
    var responses = view.putArray("responses");
    objects.below(Kind.RESPONSE, form.id()).forEach(response -> responses.add(response.body()));
  }

  private static void sheet(Stored sheet, ObjectNode view) {
    var tabs = view.putArray("tabs");
    for (var tab : new Workbook(sheet.body()).tabs()) {
      var entry = tabs.addObject().put("sheetId", tab.id()).put("title", tab.title());
      entry.put("rowCount", tab.rowCount()).put("columnCount", tab.columnCount());
      entry.set("cells", cells(tab));
      entry.set("charts", tab.charts());
    }
  }

  /** Text as it was entered, formulas included: nothing is computed, and nothing can be injected. */
  private static ArrayNode cells(Tab tab) {
    var rows = JsonMapper.shared().createArrayNode();
    for (int row = 0; row < tab.usedRows(); row++) {
      var cells = rows.addArray();
      for (int column = 0; column < tab.usedColumns(row); column++) {
        cells.add(tab.cell(row, column).map(CellText::entered).orElse(""));
      }
    }
    return rows;
  }

  private static ObjectNode video(Stored video) {
    var view = JsonMapper.shared().createObjectNode().put("id", video.id());
    view.setAll(video.body());
    view.put("url", Links.video(video.id()));
    view.put("downloadUrl", Links.videoFile(video.id()));
    return view.put("createdTime", video.createdAt().toString());
  }

  private static String type(Stored file) {
    return file.body().path("mimeType").asString("");
  }

  private static String kind(String mimeType) {
    return switch (mimeType) {
      case MimeTypes.FOLDER -> "Folder";
      case MimeTypes.FORM -> "Form";
      case MimeTypes.SPREADSHEET -> "Sheet";
      case MimeTypes.PRESENTATION -> "Deck";
      default -> "File";
    };
  }
}
