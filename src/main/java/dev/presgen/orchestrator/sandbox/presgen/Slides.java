package dev.presgen.orchestrator.sandbox.presgen;

import java.util.ArrayList;
import java.util.List;

/** Spreads sections over exactly as many slides as were asked for. */
final class Slides {

  private Slides() {}

  /**
   * One slide.
   *
   * @param lines what stands on it, at least one line
   */
  record Slide(String title, List<String> lines) {
    Slide {
      lines = List.copyOf(lines);
    }
  }

  /** Exactly {@code count} slides, from at least one section. */
  static List<Slide> of(List<Section> sections, int count) {
    return sections.size() >= count ? joined(sections, count) : spread(sections, count);
  }

  /** Neighbouring sections share a slide. */
  private static List<Slide> joined(List<Section> sections, int count) {
    var slides = new ArrayList<Slide>();
    for (int i = 0; i < count; i++) {
      var group = part(sections, i, count);
      var lines = new ArrayList<String>();
      for (var section : group) {
        if (group.size() > 1) {
          lines.add(section.title());
        }
        lines.addAll(section.lines());
      }
      slides.add(slide(group.getFirst().title(), lines));
    }
    return slides;
  }

  /** A section gets several slides; where its lines do not suffice, the last ones repeat it as a review. */
  private static List<Slide> spread(List<Section> sections, int count) {
    var slides = new ArrayList<Slide>();
    for (int i = 0; i < sections.size(); i++) {
      var section = sections.get(i);
      var share = share(i, sections.size(), count);
      var filled = Math.min(share, Math.max(1, section.lines().size()));
      for (int part = 0; part < filled; part++) {
        var title = filled == 1
            ? section.title()
            : "%s (%d/%d)".formatted(section.title(), part + 1, filled);
        slides.add(slide(title, part(section.lines(), part, filled)));
      }
      for (int review = filled; review < share; review++) {
        slides.add(slide("Review: " + section.title(), section.lines()));
      }
    }
    return slides;
  }

  private static Slide slide(String title, List<String> lines) {
    return new Slide(title, lines.isEmpty() ? List.of(title) : lines);
  }

  private static int share(int index, int parts, int count) {
    return (index + 1) * count / parts - index * count / parts;
  }

  private static <T> List<T> part(List<T> all, int index, int parts) {
    return all.subList(index * all.size() / parts, (index + 1) * all.size() / parts);
  }
}
