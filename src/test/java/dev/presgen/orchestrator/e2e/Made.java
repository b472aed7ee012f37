package dev.presgen.orchestrator.e2e;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What one run has in the sandbox, in the sandbox's own words; what lies in the trash too. */
public record Made(
    List<JsonNode> folders,
    List<JsonNode> forms,
    List<JsonNode> sheets,
    List<JsonNode> decks,
    List<JsonNode> videos) {

  /** How many of each kind there are outside the trash. */
  public record Live(long folders, long forms, long sheets, long decks, long videos) {}

  public static Made of(String run, JsonNode sandbox) {
    var folders =
        those(sandbox, "folders", folder -> folder.path("name").asString().contains(run));
    var inside = ids(folders);
    Predicate<JsonNode> isInside =
        file -> file.path("parents").valueStream().anyMatch(id -> inside.contains(id.asString()));
    var decks =
        those(sandbox, "decks", deck -> deck.path("requestId").asString("").startsWith(run));
    var shown = ids(decks);
    return new Made(
        folders,
        those(sandbox, "forms", isInside),
        those(sandbox, "sheets", isInside),
        decks,
        those(sandbox, "videos", video -> shown.contains(video.path("deck").asString(""))));
  }

  private static List<JsonNode> those(JsonNode sandbox, String kind, Predicate<JsonNode> which) {
    return StreamSupport.stream(sandbox.path(kind).spliterator(), false).filter(which).toList();
  }

  private static Set<String> ids(List<JsonNode> files) {
    return files.stream().map(file -> file.path("id").asString()).collect(Collectors.toSet());
  }

  public Live live() {
    return new Live(live(folders), live(forms), live(sheets), live(decks), videos.size());
  }

  private static long live(List<JsonNode> files) {
    return files.stream().filter(file -> !file.path("trashed").asBoolean()).count();
  }

  public JsonNode form() {
    return forms.getFirst();
  }

  public JsonNode sheet() {
    return sheets.getFirst();
  }
}
