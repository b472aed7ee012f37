package dev.presgen.orchestrator.sandbox.presgen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Spreads sections over exactly as many slides as were asked for. */
final class Slides {

  private Slides() {}

  /**
   * One slide.
   *
   * @param lines what stands on it below the title; none on a title page
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
      slides.add(new Slide(group.getFirst().title(), lines));
    }
    return slides;
  }

  /**
   * A section with more to say gets more slides. Where all lines together do not suffice, the last
   * slides repeat what was said as a review.
   */
  private static List<Slide> spread(List<Section> sections, int count) {
    var shares = shares(sections, count);
    var slides = new ArrayList<Slide>();
    for (int i = 0; i < sections.size(); i++) {
      var section = sections.get(i);
      for (int part = 0; part < shares[i]; part++) {
        var title =
            shares[i] == 1
                ? section.title()
                : "%s (%d/%d)".formatted(section.title(), part + 1, shares[i]);
        slides.add(new Slide(title, part(section.lines(), part, shares[i])));
      }
    }
    for (int i = 0; slides.size() < count; i++) {
      var section = sections.get(i % sections.size());
      slides.add(new Slide("Review: " + section.title(), section.lines()));
    }
    return slides;
  }

  /** How many slides each section gets: one, and another as long as its slides say the most. */
  private static int[] shares(List<Section> sections, int count) {
    var shares = new int[sections.size()];
    Arrays.fill(shares, 1);
    for (int left = count - sections.size(); left > 0; left--) {
      int fullest = 0;
      for (int i = 1; i < shares.length; i++) {
        if (perSlide(sections, shares, i) > perSlide(sections, shares, fullest)) {
          fullest = i;
        }
      }
      if (perSlide(sections, shares, fullest) <= 1) {
        return shares;
      }
      shares[fullest]++;
    }
    return shares;
  }

  private static double perSlide(List<Section> sections, int[] shares, int section) {
    return (double) sections.get(section).lines().size() / shares[section];
  }

  private static <T> List<T> part(List<T> all, int index, int parts) {
    return all.subList(index * all.size() / parts, (index + 1) * all.size() / parts);
  }
}
