package dev.presgen.orchestrator.workflows.assessment.engine.courses;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A part of a lesson that becomes a section. */
record SectionDraft(String item, boolean isExplained, List<List<String>> explanations) {

  SectionDraft {
    explanations = List.copyOf(explanations);
  }

  /** One section a lesson, and the largest divided until there are enough. */
  static List<SectionDraft> of(List<Lesson> lessons, int sections) {
    List<SectionDraft> drafts = new ArrayList<>();
    lessons.forEach(
        lesson -> drafts.add(
            new SectionDraft(lesson.item(), lesson.isExplained(), lesson.explanations())));
    while (drafts.size() < sections) {
      int largest =
          IntStream.range(0, drafts.size())
              .boxed()
              .max(
                  Comparator.comparingInt((Integer i) -> drafts.get(i).points().size())
                      .thenComparing(Comparator.reverseOrder()))
              .orElseThrow();
      List<SectionDraft> halves = drafts.remove(largest).halves();
      drafts.addAll(largest, halves);
    }
    return drafts;
  }

  List<String> points() {
    return explanations.stream().flatMap(List::stream).toList();
  }

  /** Two parts of about the same size, divided between explanations where there are several. */
  private List<SectionDraft> halves() {
    if (explanations.size() == 1) {
      List<String> only = explanations.getFirst();
      int half = (only.size() + 1) / 2;
      return List.of(
          with(List.of(only.subList(0, half))),
          with(List.of(only.subList(half, only.size()))));
    }
    int cut =
        IntStream.range(1, explanations.size())
            .boxed()
            .min(Comparator.comparingInt(this::unevenness))
            .orElseThrow();
    return List.of(
        with(explanations.subList(0, cut)),
        with(explanations.subList(cut, explanations.size())));
  }

  private int unevenness(int cut) {
    int before = explanations.subList(0, cut).stream().mapToInt(List::size).sum();
    return Math.abs(points().size() - 2 * before);
  }

  private SectionDraft with(List<List<String>> part) {
    return new SectionDraft(item, isExplained, part);
  }
}
