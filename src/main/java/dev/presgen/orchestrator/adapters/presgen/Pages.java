package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Spreads a course over slides: its objectives, each section, and where it comes from. The text is as
 * large as the number of slides allows; a part that is too long for a slide goes on on the next one.
 * Where the slides do not suffice, objectives and sources are left out first, then neighbouring
 * sections share a slide, and what then finds no room is counted on it.
 */
final class Pages {

  /** What stands under one title. */
  private record Part(String title, List<String> points) {}

  private Pages() {}

  /** The slides behind the title slide: one fewer than the course has, at most. */
  static List<Page> of(CourseOutline course, String source) {
    int most = course.slides() - 1;
    List<Part> sections =
        course.sections()
            .stream()
            .map(section -> new Part(section.title(), section.points()))
            .toList();
    List<Part> all =
        Stream.of(
            Stream.of(new Part("Objectives", course.objectives())),
            sections.stream(),
            Stream.of(new Part("Sources", List.of(source))))
            .flatMap(parts -> parts)
            .filter(part -> !part.points().isEmpty())
            .toList();
    return Stream.of(all, sections)
        .flatMap(parts -> Stream.of(TextSize.values()).map(size -> spread(parts, size)))
        .filter(pages -> pages.size() <= most)
        .findFirst()
        .orElseGet(() -> shared(sections, most));
  }

  private static List<Page> spread(List<Part> parts, TextSize size) {
    return parts.stream().flatMap(part -> divided(part, size).stream()).toList();
  }

  /** A part on as many slides as it takes. */
  private static List<Page> divided(Part part, TextSize size) {
    List<List<String>> slides = new ArrayList<>();
    int free = 0;
    for (String point : part.points()) {
      String line = size.cut(point);
      int taken = size.linesOf(line);
      if (taken > free || slides.isEmpty()) {
        slides.add(new ArrayList<>());
        free = size.lines();
      }
      slides.getLast().add(line);
      free -= taken;
    }
    return IntStream.range(0, slides.size())
        .mapToObj(
            i -> new Page(
                slides.size() == 1
                    ? part.title()
                    : "%s (%d/%d)".formatted(part.title(), i + 1, slides.size()),
                slides.get(i),
                size))
        .toList();
  }

  /** Neighbouring sections on one slide, in groups of about the same number. */
  private static List<Page> shared(List<Part> sections, int slides) {
    int groups = Math.min(slides, sections.size());
    return IntStream.range(0, groups)
        .mapToObj(
            i -> together(
                sections.subList(
                    i * sections.size() / groups, (i + 1) * sections.size() / groups)))
        .toList();
  }

  private static Page together(List<Part> parts) {
    List<String> all =
        parts.size() == 1
            ? parts.getFirst().points()
            : parts.stream()
                .flatMap(part -> Stream.concat(Stream.of(part.title()), part.points().stream()))
                .skip(1)
                .toList();
    TextSize size = TextSize.TINY;
    List<String> lines = new ArrayList<>();
    // The last line is kept for the count.
    int free = size.lines() - 1;
    for (String line : all) {
      free -= size.linesOf(line);
      if (free < 0) {
        break;
      }
      lines.add(line);
    }
    if (lines.size() < all.size()) {
      lines.add("… and %d more".formatted(all.size() - lines.size()));
    }
    return new Page(parts.getFirst().title(), lines, size);
  }
}
