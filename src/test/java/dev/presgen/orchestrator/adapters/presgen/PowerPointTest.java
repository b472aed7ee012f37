package dev.presgen.orchestrator.adapters.presgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.Section;
import dev.presgen.orchestrator.workflows.assessment.DeckFiles.Written;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerPointTest {
  private static final String SOURCE = "Item bank aws: sec-01, sec-02";

  private final PowerPoint powerPoint = new PowerPoint();

  private static CourseOutline course(int slides, List<Section> sections) {
    return new CourseOutline(
        "1",
        "=1+1 & <IAM>",
        "Security",
        Difficulty.BEGINNER,
        slides,
        1.5,
        List.of("Tell users from roles"),
        sections);
  }

  private static Section section(int number, int points, int letters) {
    return new Section(
        "Section " + number,
        IntStream.range(0, points).mapToObj(i -> i + " " + "x".repeat(letters)).toList(),
        List.of("sec-0" + number));
  }

  private static List<Section> sections(int sections, int points, int letters) {
    return IntStream.rangeClosed(1, sections).mapToObj(i -> section(i, points, letters)).toList();
  }

  /** Each slide as its texts, title first. */
  private static List<List<String>> texts(Written file) throws IOException {
    try (var show = new XMLSlideShow(new ByteArrayInputStream(file.content()))) {
      return show.getSlides().stream().map(PowerPointTest::texts).toList();
    }
  }

  private static List<String> texts(XSLFSlide slide) {
    return slide.getShapes()
        .stream()
        .map(XSLFTextShape.class::cast)
        .map(XSLFTextShape::getText)
        .toList();
  }

  private Written written(CourseOutline course) {
    return powerPoint.pptx(course, "AWS (SAA-C03)", SOURCE);
  }

  @Test
  void a_deck_has_a_title_the_objectives_a_slide_a_section_and_the_sources() throws IOException {
    var deck = written(course(6, sections(2, 2, 3)));
    assertThat(deck.slides()).isEqualTo(5);
    assertThat(texts(deck))
        .containsExactly(
            List.of("=1+1 & <IAM>", "AWS (SAA-C03)"),
            List.of("Objectives", "Tell users from roles"),
            List.of("Section 1", "0 xxx\n1 xxx"),
            List.of("Section 2", "0 xxx\n1 xxx"),
            List.of("Sources", SOURCE));
  }

  @Test
  void a_section_that_is_too_long_for_a_slide_goes_on_on_the_next_one() throws IOException {
    var deck = written(course(40, sections(1, 24, 50)));
    assertThat(texts(deck).stream().map(List::getFirst))
        .containsExactly(
            "=1+1 & <IAM>",
            "Objectives",
            "Section 1 (1/3)",
            "Section 1 (2/3)",
            "Section 1 (3/3)",
            "Sources");
    assertThat(
        texts(deck).stream()
            .filter(slide -> slide.getFirst().startsWith("Section"))
            .map(List::getLast)
            .collect(Collectors.joining("\n"))
            .lines())
        .hasSize(24);
  }

  @Test
  void fewer_slides_have_smaller_text_and_then_leave_out_what_is_not_the_course()
      throws IOException {
    assertThat(texts(written(course(4, sections(1, 24, 50)))).stream().map(List::getFirst))
        .containsExactly("=1+1 & <IAM>", "Objectives", "Section 1", "Sources");
    assertThat(texts(written(course(2, sections(1, 24, 50)))).stream().map(List::getFirst))
        .containsExactly("=1+1 & <IAM>", "Section 1");
  }

  @Test
  void sections_share_a_slide_where_there_are_more_of_them_and_the_rest_is_counted()
      throws IOException {
    assertThat(texts(written(course(3, sections(4, 1, 3)))))
        .containsExactly(
            List.of("=1+1 & <IAM>", "AWS (SAA-C03)"),
            List.of("Section 1", "0 xxx\nSection 2\n0 xxx"),
            List.of("Section 3", "0 xxx\nSection 4\n0 xxx"));
    assertThat(texts(written(course(2, sections(4, 20, 100)))).getLast().getLast())
        .endsWith("… and 58 more");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 40", "40, 40", "40, 1", "7, 0"})
  void a_deck_has_a_slide_at_least_and_no_more_than_were_asked_for(int asked, int sections)
      throws IOException {
    var deck = written(course(asked, sections(sections, 30, 300)));
    assertThat(deck.slides()).isBetween(1, asked);
    assertThat(texts(deck)).hasSize(deck.slides());
  }

  @Test
  void the_same_course_gives_the_same_bytes() {
    var course = course(12, sections(5, 7, 60));
    assertThat(written(course).content()).isEqualTo(written(course).content());
  }

  @Test
  void a_point_longer_than_a_slide_is_cut_and_characters_that_no_file_can_hold_do_no_harm()
      throws IOException {
    var odd = new Section("Odd \u0001", List.of("a\u0000b \ud83d", "x".repeat(5_000)), List.of());
    var deck = written(course(40, List.of(odd)));
    assertThat(texts(deck)).hasSizeBetween(3, 40);
    assertThat(texts(deck).stream().map(List::getLast).mapToInt(String::length).max().orElse(0))
        .isLessThan(3_500);
  }
}
