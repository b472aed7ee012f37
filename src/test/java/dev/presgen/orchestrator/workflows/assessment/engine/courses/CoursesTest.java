package dev.presgen.orchestrator.workflows.assessment.engine.courses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.AssessmentOptions;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.Delivery;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.Learner;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import dev.presgen.orchestrator.workflows.assessment.Certification;
import dev.presgen.orchestrator.workflows.assessment.Certification.ExamDomain;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.Section;
import dev.presgen.orchestrator.workflows.assessment.Deck;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import dev.presgen.orchestrator.workflows.assessment.Results;
import dev.presgen.orchestrator.workflows.assessment.TrainingPlan;
import dev.presgen.orchestrator.workflows.assessment.TrainingPlan.PlannedCourse;
import dev.presgen.orchestrator.workflows.assessment.engine.AssessmentDraw;
import dev.presgen.orchestrator.workflows.assessment.engine.analysis.GapAnalysis;
import dev.presgen.orchestrator.workflows.assessment.engine.analysis.Submission;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.BankFormat;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.Item;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBank;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.StoredInMemory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoursesTest {

  private static final ItemBank BANK =
      new ItemBanks(new StoredInMemory(), Path.of("missing")).find(ItemBanks.BUNDLED).orElseThrow();

  /** A run up to its courses. */
  private record Run(
      AcceptedRequest request, Assessment assessment, Results results, TrainingPlan plan) {

    static Run of(
        ItemBank bank, int questions, int courses, int slides, long seed,
        Predicate<Question> right) {
      List<String> names = bank.domains();
      var weights = Map.of(1, List.of(100), 2, List.of(60, 40), 4, List.of(30, 26, 24, 20));
      var request =
          new AcceptedRequest(
              new Certification(
                  "C",
                  "1",
                  "",
                  72,
                  names.stream()
                      .map(
                          name -> new ExamDomain(
                              name,
                              BigDecimal.valueOf(
                                  weights.get(names.size()).get(names.indexOf(name))),
                              List.of()))
                      .toList()),
              new Learner(Optional.empty(), "learner@example.org"),
              Optional.empty(),
              new AssessmentOptions(questions, Difficulty.INTERMEDIATE, bank.name(), "bank", seed),
              new Delivery(courses, slides, true, true, true, "default", false),
              Duration.ofDays(7),
              List.of());
      var assessment = ((Checked.Right<Assessment>) AssessmentDraw.of(request, bank)).value();
      Map<String, List<String>> chosen = new HashMap<>();
      assessment.questions()
          .stream()
          .filter(right)
          .forEach(question -> chosen.put(question.itemId(), question.rightTexts()));
      var results =
          GapAnalysis.of(
              request,
              assessment,
              new Submission(chosen, Set.of(), 0, List.of()),
              Optional.of(bank));
      return new Run(
          request,
          assessment,
          results,
          Planner.plan(request, assessment, results, Optional.of(bank)));
    }

    CourseOutlines outlines(ItemBank bank) {
      return OutlineWriter.write(request, assessment, plan, Optional.of(bank));
    }
  }

  private static ItemBank gift(String text) {
    return ((Checked.Right<ItemBank>) BankFormat.GIFT.read("small", text)).value();
  }

  private static Set<String> points(ItemBank bank) {
    return bank.items()
        .stream()
        .flatMap(item -> item.options().stream())
        .flatMap(option -> Headline.points(option.rationale()).stream())
        .collect(Collectors.toSet());
  }

  @Test
  void whatever_was_answered_the_courses_keep_their_promises() {
    Set<String> said = points(BANK);
    for (int seed = 0; seed < 100; seed++) {
      var chance = new Random(seed);
      int skill = chance.nextInt(5);
      int courses = 1 + chance.nextInt(10);
      int slides = 1 + chance.nextInt(40);
      var run =
          Run.of(
              BANK, 1 + chance.nextInt(60), courses, slides, seed, q -> chance.nextInt(5) < skill);
      assertThat(run.plan().courses()).as("seed %d", seed).hasSize(courses);
      assertThat(run.plan().courses()).extracting(PlannedCourse::title).doesNotHaveDuplicates();
      assertThat(run.plan().courses())
          .extracting(PlannedCourse::priority)
          .isSortedAccordingTo((a, b) -> Double.compare(b, a));
      assertThat(run.plan().hours() * 2).isEqualTo(Math.rint(run.plan().hours() * 2));
      var outlines = run.outlines(BANK);
      assertThat(outlines).isEqualTo(run.outlines(BANK));
      for (CourseOutline course : outlines.courses()) {
        check(course, slides, said, run.assessment());
      }
    }
  }

  private static void check(
      CourseOutline course, int slides, Set<String> said, Assessment assessment) {
    List<String> points = course.sections().stream().flatMap(s -> s.points().stream()).toList();
    assertThat(course.slides()).isBetween(1, slides);
    assertThat(course.sections()).hasSizeGreaterThanOrEqualTo((course.slides() + 2) / 3);
    assertThat(course.sections()).allSatisfy(s -> assertThat(s.points()).isNotEmpty());
    assertThat(course.sections()).extracting(Section::title).doesNotHaveDuplicates();
    assertThat(points).doesNotHaveDuplicates().isSubsetOf(said);
    assertThat(course.objectives()).isNotEmpty();
    String deck = DeckText.of(course);
    assertThat(deck).hasSizeLessThanOrEqualTo(DeckText.LONGEST).contains(points);
    for (Question question : assessment.questions()) {
      assertThat(deck).doesNotContain(question.stem());
      assertThat(course.objectives()).doesNotContainAnyElementsOf(question.rightTexts());
      assertThat(course.sections())
          .extracting(Section::title)
          .doesNotContainAnyElementsOf(question.rightTexts());
    }
  }

  @Test
  void a_full_deck_of_the_bundled_bank_is_as_long_as_asked_for() {
    var run = Run.of(BANK, 24, 5, 12, 1, q -> false);
    assertThat(run.outlines(BANK).courses()).extracting(CourseOutline::slides).containsOnly(12);
  }

  @Test
  void the_largest_gap_comes_first_and_skills_without_one_follow() {
    String weak = BANK.skills(BANK.domains().get(3)).getFirst();
    var run = Run.of(BANK, 24, 3, 12, 1, q -> !q.skill().equals(weak));
    List<String> missed =
        run.assessment()
            .questions()
            .stream()
            .filter(q -> q.skill().equals(weak))
            .map(Question::itemId)
            .toList();
    PlannedCourse first = run.plan().courses().getFirst();
    assertThat(first)
        .isEqualTo(
            new PlannedCourse(
                "1",
                weak,
                BANK.domains().get(3),
                List.of(weak),
                20,
                3 + 0.5 * missed.size(),
                "0 of %d questions were answered right (0 %%), 72 points below the passing score of 72 %%."
                    .formatted(missed.size()),
                missed));
    assertThat(run.plan().courses().get(1).priority()).isZero();
    assertThat(run.plan().courses().get(1).reason()).contains("no gap, but among the weakest");
  }

  @Test
  void more_gaps_than_courses_are_put_together_within_their_domain() {
    var run = Run.of(BANK, 60, 8, 12, 1, q -> false);
    assertThat(run.plan().courses())
        .anySatisfy(course -> assertThat(course.skills()).hasSizeGreaterThan(1))
        .allSatisfy(
            course -> assertThat(BANK.skills(course.domain())).containsAll(course.skills()));
    assertThat(run.plan().courses().stream().flatMap(course -> course.skills().stream()))
        .hasSize(BANK.domains().stream().mapToInt(d -> BANK.skills(d).size()).sum())
        .doesNotHaveDuplicates();
  }

  private static final String SMALL =
      """
      $CATEGORY: Routing/BGP

      Which port does the daemon open for its peers? {
        =179#The daemon listens on port 179, because RFC 4271 names it. Peers must reach it.
        ~80#Port 80 is for plain HTTP. It would be right for a web server.
      }

      Which transport carries the sessions of its peers? {
        =TCP#Sessions run over TCP. It keeps their order.
        ~UDP#Datagrams may be lost, so UDP would need a protocol above it.
      }
      """;

  @Test
  void a_topic_is_divided_where_there_are_fewer_skills_than_courses() {
    ItemBank bank = gift(SMALL);
    var run = Run.of(bank, 2, 3, 12, 1, q -> false);
    assertThat(run.plan().courses())
        .extracting(PlannedCourse::title)
        .containsExactly("BGP, part 1 of 2", "BGP, part 2 of 2");
    assertThat(run.plan().courses().stream().flatMap(course -> course.items().stream()))
        .containsExactlyInAnyOrder("q1", "q2");
    assertThat(run.plan().courses())
        .allSatisfy(course -> assertThat(course.reason()).endsWith("of 12 slides."));
  }

  @Test
  void a_title_of_the_longest_names_fits_a_deck() {
    String domain = "D".repeat(200);
    String questions = SMALL.lines().skip(2).collect(Collectors.joining("\n"));
    String all =
        IntStream.range(0, 2)
            .mapToObj(
                skill -> "$CATEGORY: %s/%s\n\n%s\n\n"
                    .formatted(
                        domain, "%d".formatted(skill).repeat(200),
                        questions.replace("Which", "In case %d, which".formatted(skill))))
            .collect(Collectors.joining());
    for (int courses : new int[]{1, 2, 4}) {
      assertThat(Run.of(gift(all), 4, courses, 12, 1, q -> false).plan().courses())
          .hasSize(courses)
          .extracting(PlannedCourse::title)
          .allSatisfy(
              title -> assertThat(new Deck("1", title, "d", "https://slides/d", 12).title())
                  .isEqualTo(title));
    }
  }

  @Test
  void a_course_has_no_more_slides_than_it_has_to_say() {
    ItemBank bank = gift(SMALL);
    var outline = Run.of(bank, 2, 1, 40, 1, q -> false).outlines(bank).courses().getFirst();
    assertThat(outline.slides()).isEqualTo(7);
    assertThat(outline.sections())
        .containsExactlyInAnyOrder(
            new Section(
                "The daemon listens on port 179",
                List.of("The daemon listens on port 179, because RFC 4271 names it.",
                    "Peers must reach it."),
                List.of("q1")),
            new Section(
                "Port 80 is for plain HTTP",
                List.of("Port 80 is for plain HTTP. It would be right for a web server."),
                List.of("q1")),
            new Section(
                "Sessions run over TCP",
                List.of(
                    "Sessions run over TCP. It keeps their order.",
                    "Datagrams may be lost, so UDP would need a protocol above it."),
                List.of("q2")));
  }

  @Test
  void a_bank_that_explains_nothing_still_gives_a_course_that_hides_its_key_in_the_headings() {
    ItemBank bank = gift(SMALL.replaceAll("#[^\n]*", ""));
    var outline = Run.of(bank, 2, 1, 12, 1, q -> false).outlines(bank).courses().getFirst();
    assertThat(outline.slides()).isEqualTo(2);
    assertThat(outline.sections())
        .extracting(Section::title)
        .containsExactly("BGP", "BGP (2)");
    assertThat(outline.sections().stream().flatMap(s -> s.points().stream()))
        .containsExactlyInAnyOrder("179", "TCP");
  }

  @Test
  void without_the_bank_the_assessment_alone_teaches() {
    var run = Run.of(BANK, 24, 5, 12, 1, q -> false);
    var outlines =
        OutlineWriter.write(run.request(), run.assessment(), run.plan(), Optional.empty());
    assertThat(outlines.courses())
        .allSatisfy(
            course -> assertThat(course.sections().stream().flatMap(s -> s.items().stream()))
                .isSubsetOf(
                    run.assessment().questions().stream().map(Question::itemId).toList()));
  }

  @Test
  void a_text_that_is_too_long_ends_with_a_whole_point() {
    String point = "x".repeat(999);
    var sections =
        IntStream.range(0, 40)
            .mapToObj(i -> new Section("S" + i,
                List.of(i + point, i + "a" + point, i + "b" + point), List.of()))
            .toList();
    var text =
        DeckText.of(
            new CourseOutline("1", "T", "D", Difficulty.BEGINNER, 40, 1, List.of("O"), sections));
    assertThat(text).hasSizeBetween(98_000, DeckText.LONGEST).endsWith("x\n");
  }

  @Test
  void items_of_the_bank_have_enough_for_a_deck_each_skill() {
    for (String domain : BANK.domains()) {
      for (String skill : BANK.skills(domain)) {
        int sentences =
            BANK.items(domain, List.of(skill))
                .stream()
                .map(Lesson::of)
                .mapToInt(Lesson::sentences)
                .sum();
        assertThat(sentences).as(skill).isGreaterThanOrEqualTo(20);
      }
    }
  }

  @Test
  void an_item_and_the_question_it_became_teach_the_same() {
    var run = Run.of(BANK, 24, 1, 12, 1, q -> false);
    Map<String, Item> items =
        BANK.items().stream().collect(Collectors.toMap(Item::id, item -> item));
    for (Question question : run.assessment().questions()) {
      assertThat(Lesson.of(question).explanations())
          .containsExactlyInAnyOrderElementsOf(
              Lesson.of(items.get(question.itemId())).explanations());
    }
  }
}
