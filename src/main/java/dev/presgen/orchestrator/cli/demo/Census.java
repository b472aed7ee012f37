package dev.presgen.orchestrator.cli.demo;

import dev.presgen.orchestrator.cli.client.Answer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * How often everything exists that one run has made in a sandbox that held nothing before.
 *
 * @param folders outside the trash, as forms and sheets
 * @param decks outside the trash
 * @param videos whether delivered or not
 * @param deliveredDecks those of the run's links that exist, each once
 * @param deliveredVideos those of the run's links that exist, each once
 * @param courses how many decks and videos the run says it has delivered, of each
 */
public record Census(
    int folders,
    int forms,
    int sheets,
    int decks,
    int videos,
    int deliveredDecks,
    int deliveredVideos,
    int courses) {

  /**
   * Counts.
   *
   * @param state what the sandbox answers at {@code /sandbox/state}
   * @param run a completed run, as the API answers it
   */
  public static Census of(Answer state, Answer run) {
    var links = run.at("links");
    var decks = ids(kept(state, "decks"));
    var videos = ids(state.node().path("videos").valueStream().toList());
    return new Census(
        kept(state, "folders").size(),
        kept(state, "forms").size(),
        kept(state, "sheets").size(),
        decks.size(),
        videos.size(),
        named(decks, links.texts("presentations")),
        named(videos, links.texts("videos")),
        Math.max(links.texts("presentations").size(), links.texts("videos").size()));
  }

  /**
   * Whether there is exactly one of everything, and for each course one deck and one delivered
   * video. Videos may have been made a second time: PresGen Avatar cannot be asked whether it has
   * carried out a request whose reply was lost or failed.
   */
  public boolean isRight() {
    return folders == 1
        && forms == 1
        && sheets == 1
        && courses > 0
        && decks == courses
        && deliveredDecks == courses
        && deliveredVideos == courses;
  }

  /** In words for people: whether there is one of each, and how often everything exists. */
  public String text() {
    return "%s: %d folder, %d form, %d sheet, %d decks and %d videos for %d courses.%s"
        .formatted(
            verdict(), folders, forms, sheets, decks, videos, courses, moreVideos());
  }

  private String verdict() {
    if (!isRight()) {
      return "Not one of each";
    }
    return videos == courses ? "One of each" : "One of each, apart from videos";
  }

  private String moreVideos() {
    int more = videos - deliveredVideos;
    return more == 0
        ? ""
        : (" Of the videos %d are delivered; %d more came of replies that were lost or failed,"
            + " as PresGen Avatar cannot be asked whether it has made a video.")
            .formatted(deliveredVideos, more);
  }

  private static List<JsonNode> kept(Answer state, String kind) {
    return state.node()
        .path(kind)
        .valueStream()
        .filter(it -> !it.path("trashed").asBoolean(false))
        .toList();
  }

  private static Set<String> ids(List<JsonNode> objects) {
    return objects.stream().map(it -> it.path("id").asString("")).collect(Collectors.toSet());
  }

  /** Of these ids, how many a link names. */
  private static int named(Set<String> ids, List<String> links) {
    return (int) ids.stream()
        .filter(id -> links.stream().anyMatch(link -> link.contains("/" + id)))
        .count();
  }
}
