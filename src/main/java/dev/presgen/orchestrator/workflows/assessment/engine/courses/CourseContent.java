package dev.presgen.orchestrator.workflows.assessment.engine.courses;

import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBank;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All that can be said in a course, the most useful first: the missed items, then the others of its
 * skills that were asked, then those of the bank. No point is there twice.
 *
 * @param lessons none where neither the assessment nor the bank has anything about the topic
 * @param missed the missed items that the course is there for, also those that explain nothing
 */
record CourseContent(List<Lesson> lessons, List<String> missed) {

  CourseContent {
    lessons = List.copyOf(lessons);
    missed = List.copyOf(missed);
  }

  /** What a course is about. */
  record Topic(String domain, List<String> skills) {
    Topic {
      skills = List.copyOf(skills);
    }
  }

  /**
   * A share of a topic, where several courses divide it.
   *
   * @param index from 0
   */
  record Share(int index, int of) {
    static final Share WHOLE = new Share(0, 1);

    /** Every so many of a list, so that each share has some of the first ones. */
    <T> List<T> in(List<T> all) {
      return IntStream.range(0, all.size())
          .filter(i -> i % of == index)
          .mapToObj(all::get)
          .toList();
    }
  }

  /**
   * The content of a course.
   *
   * @param missed the missed items of the whole topic
   * @param bank without it, only what was asked can be taught
   */
  static CourseContent of(
      Topic topic,
      Set<String> missed,
      Share share,
      Assessment assessment,
      Optional<ItemBank> bank) {
    Map<String, Lesson> all = new LinkedHashMap<>();
    List<Lesson> asked =
        assessment.questions()
            .stream()
            .filter(question -> question.domain().equals(topic.domain()))
            .filter(question -> topic.skills().contains(question.skill()))
            .map(Lesson::of)
            .toList();
    asked.stream()
        .filter(lesson -> missed.contains(lesson.item()))
        .forEach(lesson -> all.put(lesson.item(), lesson));
    asked.forEach(lesson -> all.putIfAbsent(lesson.item(), lesson));
    bank.map(shelf -> shelf.items(topic.domain(), topic.skills()))
        .orElse(List.of())
        .forEach(item -> all.computeIfAbsent(item.id(), id -> Lesson.of(item)));
    List<Lesson> telling = withoutRepeats(List.copyOf(all.values()));
    List<Lesson> lessons = share.in(telling);
    Set<String> elsewhere = items(telling);
    elsewhere.removeAll(items(lessons));
    // What explains nothing goes with the first share, so that no missed item is forgotten.
    return new CourseContent(
        lessons,
        all.keySet()
            .stream()
            .filter(missed::contains)
            .filter(item -> !elsewhere.contains(item))
            .filter(item -> share.index() == 0 || items(lessons).contains(item))
            .toList());
  }

  private static Set<String> items(List<Lesson> lessons) {
    return lessons.stream().map(Lesson::item).collect(Collectors.toCollection(HashSet::new));
  }

  /** Lessons without points that an earlier one has; unexplained ones only when none explains. */
  private static List<Lesson> withoutRepeats(List<Lesson> lessons) {
    boolean anyExplained = lessons.stream().anyMatch(Lesson::isExplained);
    Set<String> said = new HashSet<>();
    List<Lesson> kept = new ArrayList<>();
    for (Lesson lesson : lessons) {
      List<List<String>> fresh =
          lesson.explanations()
              .stream()
              .map(points -> points.stream().filter(said::add).toList())
              .filter(points -> !points.isEmpty())
              .toList();
      if (!fresh.isEmpty() && lesson.isExplained() == anyExplained) {
        kept.add(lesson.saying(fresh));
      }
    }
    return kept;
  }

  /**
   * How many slides this content is enough for: each has at least a sentence of its own. As a point
   * has at most two sentences, there are then enough points for a section every three slides.
   */
  int slidesAtMost() {
    return lessons.stream().mapToInt(Lesson::sentences).sum();
  }
}
