package dev.presgen.orchestrator.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void every_field_that_is_wrong_is_named() {
    assertThat(
        Problem.sentences(
            400,
            """
                {"type": "about:blank", "title": "Bad Request", "status": 400, "code": "INVALID_INPUT",
                 "detail": "The input does not fit.", "new": true,
                 "errors": [{"pointer": "/input/learner/email", "detail": "is no address"},
                            {"pointer": "/input/certification", "detail": "is missing"}]}
                """))
        .isEqualTo(
            """
            The input does not fit. (INVALID_INPUT)
              /input/learner/email: is no address
              /input/certification: is missing\
            """);
  }

  @Test
  void what_is_possible_instead_is_told() {
    assertThat(
        Problem.sentences(
            409, "{\"title\": \"Not paused\", \"possible\": [\"pause\", \"cancel\"]}"))
        .isEqualTo("Not paused\nPossible now: pause, cancel");
  }

  @Test
  void a_missing_key_is_told_with_where_to_put_it() {
    assertThat(Problem.sentences(401, ""))
        .isEqualTo(
            "Answer 401 without an explanation\n"
                + "The service wants a key: put it into PRESGEN_API_KEY.");
  }

  @Test
  void what_is_no_problem_document_is_quoted_without_its_control_characters() {
    assertThat(Problem.sentences(404, "<html>\u001b[31m\n<b>gone</b>"))
        .isEqualTo("Answer 404: <html> [31m <b>gone</b>");
  }
}
