package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Option;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.Current;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.CurrentQuestion;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.Response;
import dev.presgen.orchestrator.workflows.assessment.CountedResponse;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Form;
import dev.presgen.orchestrator.workflows.assessment.Results.Flag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormAnswersTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Form FORM =
      new Form(
          "f", "https://forms.example/f", "1",
          Map.of("q1", "r1", "q2", "r2", "q3", "n1", "q4", "n2"));

  private static Response response(
      String id, int secondsAfterNoon, String email, Map<String, List<String>> answers) {
    return new Response(id, NOON.plusSeconds(secondsAfterNoon), email, answers);
  }

  private static CurrentQuestion asPublished(String id, Question question) {
    return new CurrentQuestion(
        id, question.stem(), question.options().stream().map(Option::text).toList());
  }

  private static List<CurrentQuestion> published() {
    return new ArrayList<>(
        List.of(
            asPublished("q4", Asked.ZONES),
            asPublished("q1", Asked.BGP),
            asPublished("q3", Asked.RECORDS),
            asPublished("q2", Asked.OSPF)));
  }

  private static Submission read(List<CurrentQuestion> current, Response... responses) {
    var read =
        FormAnswers.read(
            Asked.ASSESSMENT,
            FORM,
            Optional.of(new Current("2", current)),
            List.of(responses),
            Asked.LEARNER,
            NOON,
            CountedResponse.LAST);
    return ((Checked.Right<Submission>) read).value();
  }

  @Test
  void the_learners_last_response_up_to_the_cut_off_counts() {
    assertThat(
        read(
            published(),
            response("late", 1, Asked.LEARNER, Map.of("q2", List.of("Hops"))),
            response("last", 0, "LEARNER@Example.org", Map.of("q1", List.of(" 179\n"))),
            response("first", -9, Asked.LEARNER, Map.of("q1", List.of("80"))),
            response("other", -1, "other@example.org", Map.of("q1", List.of("53")))))
        .isEqualTo(
            new Submission(
                Map.of("r1", List.of("179")),
                Set.of(),
                1,
                List.of(
                    new Flag(
                        "SEVERAL_RESPONSES",
                        "the learner responded 2 times in time; the last one counts"))));
  }

  @ParameterizedTest
  @CsvSource({"LAST, 80", "FIRST, 53", "BEST, 179"})
  void an_installation_says_which_of_several_responses_counts(CountedResponse counts, String text) {
    var read =
        FormAnswers.read(
            Asked.ASSESSMENT,
            FORM,
            Optional.of(new Current("2", published())),
            List.of(
                response("b", -2, Asked.LEARNER, Map.of("q1", List.of("179"))),
                response("c", -1, Asked.LEARNER, Map.of("q1", List.of("80"))),
                response("late", 1, Asked.LEARNER, Map.of("q1", List.of("179"))),
                response("a", -3, Asked.LEARNER, Map.of("q1", List.of("53")))),
            Asked.LEARNER,
            NOON,
            counts);

    assertThat(read)
        .isEqualTo(
            new Checked.Right<>(
                new Submission(
                    Map.of("r1", List.of(text)),
                    Set.of(),
                    1,
                    List.of(
                        new Flag(
                            "SEVERAL_RESPONSES",
                            "the learner responded 3 times in time; the %s one counts"
                                .formatted(counts.word()))))));
  }

  @Test
  void of_equally_good_responses_the_last_counts() {
    assertThat(CountedResponse.BEST.of(List.of("a", "b", "c"), text -> text.equals("a") ? 0 : 1))
        .isEqualTo("c");
  }

  @Test
  void a_response_that_is_listed_twice_counts_once() {
    var once = response("a", -1, Asked.LEARNER, Map.of("q1", List.of("179")));
    assertThat(read(published(), once, once)).isEqualTo(read(published(), once));
  }

  @Test
  void without_the_learners_address_the_last_response_counts_and_is_flagged() {
    assertThat(
        read(
            published(),
            response("a", -2, "", Map.of("q1", List.of("80"))),
            response("b", -1, "other@example.org", Map.of("q1", List.of("53")))))
        .isEqualTo(
            new Submission(
                Map.of("r1", List.of("53")),
                Set.of(),
                0,
                List.of(
                    new Flag(
                        "OTHER_RESPONDENT",
                        "no response has the learner's address; the last of 2 counts"))));
  }

  @Test
  void late_responses_alone_are_no_answer() {
    assertThat(
        FormAnswers.read(
            Asked.ASSESSMENT,
            FORM,
            Optional.empty(),
            List.of(response("a", 1, Asked.LEARNER, Map.of())),
            Asked.LEARNER,
            NOON,
            CountedResponse.LAST))
        .isEqualTo(
            new Checked.Wrong<>(
                List.of(
                    new Checked.FieldProblem(
                        "", "the form has no response in time; 1 came after the cut-off"))));
  }

  @Test
  void moving_questions_and_options_changes_nothing() {
    var moved = published();
    Collections.reverse(moved);
    moved.replaceAll(
        q -> new CurrentQuestion(q.questionId(), q.title(), q.options().reversed()));
    var response = response("a", 0, Asked.LEARNER, Map.of("q1", List.of("179")));
    assertThat(read(moved, response)).isEqualTo(read(published(), response));
    assertThat(read(moved, response).flags()).isEmpty();
  }

  @Test
  void deleted_questions_are_not_asked_and_added_ones_do_not_count() {
    var changed = published();
    changed.removeFirst();
    changed.add(new CurrentQuestion("q9", "Your shoe size?", List.of("40", "41")));
    assertThat(
        read(
            changed,
            response(
                "a", 0, Asked.LEARNER, Map.of("q4", List.of("Root"), "q9", List.of("40")))))
        .isEqualTo(
            new Submission(
                Map.of(),
                Set.of("n2"),
                0,
                List.of(
                    new Flag(
                        "FORM_CHANGED",
                        "deleted from the form, so not asked: \"Which zone?\""),
                    new Flag(
                        "FORM_CHANGED",
                        "added to the form, so not counted: \"Your shoe size?\""))));
  }

  private static Submission withOptionsOfQ1(List<String> options, String chosen) {
    var changed = published();
    changed.set(1, new CurrentQuestion("q1", Asked.BGP.stem(), options));
    return read(changed, response("a", 0, Asked.LEARNER, Map.of("q1", List.of(chosen))));
  }

  private static final Flag RETYPED =
      new Flag(
          "FORM_CHANGED",
          "options retyped so that the answer cannot be told, so not asked: \"Which port?\"");
  private static final Flag AS_MEANT =
      new Flag("FORM_CHANGED", "options changed in the form, scored as meant: \"Which port?\"");

  @Test
  void a_retyped_key_leaves_the_question_out_whatever_was_chosen_of_the_new_options() {
    var left = new Submission(Map.of(), Set.of("r1"), 0, List.of(RETYPED));
    assertThat(withOptionsOfQ1(List.of("TCP 179", "80", "53"), "TCP 179")).isEqualTo(left);
    assertThat(withOptionsOfQ1(List.of("TCP 179", "80", "53"), "80")).isEqualTo(left);
  }

  @Test
  void the_key_chosen_before_it_was_retyped_is_right() {
    assertThat(withOptionsOfQ1(List.of("TCP 179", "80", "53"), "179"))
        .isEqualTo(new Submission(Map.of("r1", List.of("179")), Set.of(), 0, List.of(AS_MEANT)));
  }

  @Test
  void a_retyped_distractor_leaves_the_question_out_only_when_it_was_chosen() {
    assertThat(withOptionsOfQ1(List.of("179", "8080", "53"), "8080"))
        .isEqualTo(new Submission(Map.of(), Set.of("r1"), 0, List.of(RETYPED)));
    assertThat(withOptionsOfQ1(List.of("179", "8080", "53"), "53"))
        .isEqualTo(new Submission(Map.of("r1", List.of("53")), Set.of(), 0, List.of(AS_MEANT)));
  }

  @Test
  void a_reworded_question_is_scored_by_its_options_and_flagged() {
    var changed = published();
    changed.set(1, new CurrentQuestion("q1", "Which port number?", List.of("179", "80", "53")));
    assertThat(read(changed, response("a", 0, Asked.LEARNER, Map.of("q1", List.of("179")))))
        .isEqualTo(
            new Submission(
                Map.of("r1", List.of("179")),
                Set.of(),
                0,
                List.of(
                    new Flag(
                        "FORM_CHANGED",
                        "reworded in the form, scored as meant: \"Which port?\""))));
  }

  @Test
  void without_the_form_answers_still_tell_of_retyped_options() {
    var read =
        FormAnswers.read(
            Asked.ASSESSMENT,
            FORM,
            Optional.empty(),
            List.of(response("a", 0, Asked.LEARNER, Map.of("q1", List.of("TCP 179")))),
            Asked.LEARNER,
            NOON,
            CountedResponse.LAST);
    assertThat(read)
        .isEqualTo(
            new Checked.Right<>(new Submission(Map.of(), Set.of("r1"), 0, List.of(RETYPED))));
  }

  /** Against a plain loop over the responses, for thousands of sets around the cut-off. */
  @Test
  void the_response_that_counts_is_the_one_that_the_rule_names() {
    for (int seed = 0; seed < 10_000; seed++) {
      var chance = new Random(seed);
      List<Response> responses = new ArrayList<>();
      for (int i = chance.nextInt(8); i >= 0; i--) {
        String email = chance.nextBoolean() ? Asked.LEARNER : "other@example.org";
        responses.add(
            new Response(
                "id" + i,
                NOON.plusMillis(chance.nextInt(5) - 3),
                email,
                Map.of("q1", List.of(List.of("179", "80", "53").get(chance.nextInt(3))))));
      }
      Collections.shuffle(responses, chance);
      var read =
          FormAnswers.read(
              Asked.ASSESSMENT, FORM, Optional.empty(), responses, Asked.LEARNER, NOON,
              CountedResponse.LAST);
      Optional<Response> expected = oracle(responses);
      assertThat(read instanceof Checked.Right<Submission>).isEqualTo(expected.isPresent());
      if (read instanceof Checked.Right<Submission>(var submission)) {
        assertThat(submission.chosen().get("r1"))
            .as("seed %d", seed)
            .isEqualTo(expected.orElseThrow().answers().get("q1"));
        assertThat((long) submission.late())
            .isEqualTo(responses.stream().filter(r -> r.submittedAt().isAfter(NOON)).count());
      }
    }
  }

  private static Optional<Response> oracle(List<Response> responses) {
    Response best = null;
    for (Response each : responses) {
      if (each.submittedAt().compareTo(NOON) <= 0 && (best == null || beats(each, best))) {
        best = each;
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean beats(Response a, Response b) {
    boolean aIsOwn = a.email().equals(Asked.LEARNER);
    if (aIsOwn != b.email().equals(Asked.LEARNER)) {
      return aIsOwn;
    }
    int time = a.submittedAt().compareTo(b.submittedAt());
    return time > 0 || (time == 0 && a.id().compareTo(b.id()) > 0);
  }
}
