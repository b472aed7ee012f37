package dev.presgen.orchestrator.sandbox.pages;

import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.faults.Faults;
import dev.presgen.orchestrator.sandbox.google.drive.Files;
import dev.presgen.orchestrator.sandbox.google.drive.MediaTable;
import dev.presgen.orchestrator.sandbox.google.drive.MimeTypes;
import dev.presgen.orchestrator.sandbox.google.quota.Quotas;
import dev.presgen.orchestrator.sandbox.google.sheets.CellText;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the owner of the files sees: folders, forms, spreadsheets, decks, videos, and the list of all of them. */
@Controller
@SandboxOnly
class FilePages {

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final World world;
  private final Faults faults;
  private final Quotas quotas;
  private final MediaTable media;

  FilePages(World world, Faults faults, Quotas quotas, MediaTable media) {
    this.world = world;
    this.faults = faults;
    this.quotas = quotas;
    this.media = media;
  }

  @GetMapping("/sandbox")
  String root() {
    return "redirect:/sandbox/";
  }

  @GetMapping("/sandbox/")
  String index(Model model) {
    model.addAttribute("quotas", quotas.isEnabled() ? map(quotas.view()) : Map.of());
    model.addAttribute("trouble", faults.lines());
    model.addAttribute("files", maps(world.uploads()));
    model.addAttribute("folders", maps(world.all(MimeTypes.FOLDER)));
    model.addAttribute("forms", maps(world.all(MimeTypes.FORM)));
    model.addAttribute("sheets", maps(world.all(MimeTypes.SPREADSHEET)));
    model.addAttribute("decks", maps(world.all(MimeTypes.PRESENTATION)));
    model.addAttribute("videos", maps(world.videos()));
    model.addAttribute("mails", maps(world.sent(Kind.MAIL)));
    model.addAttribute("messages",
        world.sent(Kind.MESSAGE).stream().map(Object::toString).toList());
    return "sandbox/pages/index";
  }

  @GetMapping("/sandbox/google/drive/folders/{id}")
  String folder(@PathVariable String id, Model model, HttpServletResponse response) {
    return page(
        world.file(id, MimeTypes.FOLDER),
        "sandbox/pages/folder",
        model,
        response,
        folder -> Map.of("inside", maps(world.inside(folder.path("id").asString(Files.ROOT)))));
  }

  @GetMapping("/sandbox/google/drive/file/{id}/view")
  String file(@PathVariable String id, Model model, HttpServletResponse response) {
    return page(world.file(id), "sandbox/pages/file", model, response, file -> Map.of());
  }

  /** The bytes of a file that is no Google document. */
  @GetMapping("/sandbox/google/drive/file/{id}/download")
  ResponseEntity<byte[]> download(@PathVariable String id) {
    return media.of(id)
        .map(MediaTable.Media::answer)
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  @GetMapping("/sandbox/google/forms/d/{id}/edit")
  String form(@PathVariable String id, Model model, HttpServletResponse response) {
    return page(world.file(id, MimeTypes.FORM), "sandbox/pages/editor", model, response,
        form -> Map.of());
  }

  @GetMapping("/sandbox/google/spreadsheets/d/{id}/edit")
  String sheet(
      @PathVariable String id,
      @RequestParam(defaultValue = "-1") int tab,
      Model model,
      HttpServletResponse response) {
    return page(
        world.file(id, MimeTypes.SPREADSHEET),
        "sandbox/pages/sheet",
        model,
        response,
        sheet -> {
          var tabs = sheet.path("tabs");
          var shown =
              tabs.valueStream()
                  .filter(it -> it.path("sheetId").asInt() == tab)
                  .findFirst()
                  .orElse(tabs.path(0));
          var charts =
              shown.path("charts").valueStream().map(chart -> ChartView.of(chart, tabs)).toList();
          return Map.of("tab", map(shown), "charts", charts, "columns",
              columns(shown.path("cells")));
        });
  }

  @GetMapping("/sandbox/google/presentation/d/{id}/edit")
  String deck(
      @PathVariable String id,
      @RequestParam(defaultValue = "1") int slide,
      Model model,
      HttpServletResponse response) {
    return page(
        world.file(id, MimeTypes.PRESENTATION),
        "sandbox/pages/deck",
        model,
        response,
        deck -> {
          var count = deck.path("slides").size();
          var number = Math.clamp(slide, 1, Math.max(1, count));
          return Map.of("number", number, "count", count, "slide",
              map(deck.path("slides").path(number - 1)));
        });
  }

  @GetMapping("/sandbox/videos/{id}")
  String video(@PathVariable String id, Model model, HttpServletResponse response) {
    return page(world.video(id), "sandbox/pages/video", model, response, video -> Map.of());
  }

  private static String page(
      Optional<ObjectNode> found,
      String template,
      Model model,
      HttpServletResponse response,
      Function<ObjectNode, Map<String, Object>> more) {
    if (found.isEmpty()) {
      response.setStatus(404);
      model.addAttribute("title", "Not found");
      model.addAttribute("text", "There is nothing with this address, or it was deleted.");
      return "sandbox/pages/notice";
    }
    model.addAttribute("it", map(found.get()));
    model.addAllAttributes(more.apply(found.get()));
    return template;
  }

  /** The letters above the columns, as many as the longest row has. */
  private static List<String> columns(JsonNode cells) {
    var width = cells.valueStream().mapToInt(JsonNode::size).max().orElse(0);
    var letters = new ArrayList<String>();
    for (int column = 0; column < width; column++) {
      letters.add(CellText.column(column));
    }
    return letters;
  }

  private static List<Map<String, Object>> maps(List<ObjectNode> nodes) {
    return nodes.stream().map(FilePages::map).toList();
  }

  private static Map<String, Object> map(JsonNode node) {
    return node.isObject() ? JsonMapper.shared().convertValue(node, MAP) : Map.of();
  }
}
