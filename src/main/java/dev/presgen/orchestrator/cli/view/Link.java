package dev.presgen.orchestrator.cli.view;

import dev.presgen.orchestrator.cli.client.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * Something of a run that a person can open.
 *
 * @param name what it is, numbered where there are several: {@code presentation 2}
 * @param undone whether an undo has taken it back
 */
public record Link(String name, String url, boolean undone) {

  /** All links of a run, in the order of its steps. */
  public static List<Link> of(Answer run) {
    var links = run.at("links");
    var undone = run.texts("undone");
    var all = new ArrayList<Link>();
    for (var name : List.of("folder", "form", "sheet")) {
      links.find(name).ifPresent(url -> all.add(new Link(name, url, undone.contains(url))));
    }
    all.addAll(numbered("presentation", links.texts("presentations"), undone));
    all.addAll(numbered("video", links.texts("videos"), undone));
    return List.copyOf(all);
  }

  private static List<Link> numbered(String name, List<String> urls, List<String> undone) {
    var all = new ArrayList<Link>();
    for (var url : urls) {
      all.add(new Link(name + " " + (all.size() + 1), url, undone.contains(url)));
    }
    return all;
  }
}
