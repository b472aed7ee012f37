package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class StrictReaderTest {

  record Box(String name, @Nullable String note, Optional<Lid> lid, List<Part> parts,
      Map<String, Part> spares) {}

  record Part(String code, int count) {}

  record Lid(Part hinge) {}

  private final StrictReader reader = new StrictReader(new Codec().strict());

  @Test
  void what_is_whole_is_read() {
    assertThat(
        reader.read(
            LocalNode.json(
                """
                {"name": "b", "parts": [{"code": "p", "count": 1}], "spares": {},
                 "lid": {"hinge": {"code": "h", "count": 2}}}
                """),
            Box.class))
        .isEqualTo(
            new Checked.Right<Record>(
                new Box(
                    "b", null, Optional.of(new Lid(new Part("h", 2))),
                    List.of(new Part("p", 1)), Map.of())));
  }

  @Test
  void all_that_is_missing_is_named_to_the_last_level() {
    assertThat(
        reader.read(
            LocalNode.json(
                """
                {"name": null, "note": null, "lid": {"hinge": {"count": 2}},
                 "parts": [{"code": "p", "count": 1}, {"count": 1}, null],
                 "spares": {"a/b": {"code": "s"}}}
                """),
            Box.class))
        .isEqualTo(
            new Checked.Wrong<Record>(
                List.of(
                    new FieldProblem("/name", "must not be null"),
                    new FieldProblem("/lid/hinge/code", "is missing"),
                    new FieldProblem("/parts/1/code", "is missing"),
                    new FieldProblem("/parts/2", "must not be null"),
                    new FieldProblem("/spares/a~1b/count", "is missing"))));
  }

  @Test
  void what_is_not_known_or_does_not_fit_is_named_where_it_stands() {
    assertThat(pointers("{\"parts\": [{\"code\": \"p\", \"count\": \"many\"}]}"))
        .containsExactly("/parts/0/count");
    assertThat(pointers("{\"parts\": [{\"code\": \"p\", \"count\": 1, \"size\": 2}]}"))
        .containsExactly("/parts/0/size");
    assertThat(pointers("{\"parts\": {\"code\": \"p\"}}")).containsExactly("/parts");
  }

  enum Size {
    SMALL,
    LARGE
  }

  record Parcel(String to, boolean fragile, int weight, BigDecimal price, Size size, Instant sent,
      List<String> stamps, Lid lid, Map<String, String> notes) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
          "to | 5 | is a number, must be a string",
          "to | {} | is an object, must be a string",
          "to | true | is a boolean, must be a string",
          "fragile | \"no\" | is a string, must be true or false",
          "weight | \"5\" | is a string, must be a whole number",
          "weight | 1.5 | is a number, must be a whole number",
          "price | \"5\" | is a string, must be a number",
          "size | \"HUGE\" | is \"HUGE\", must be one of SMALL, LARGE",
          "sent | \"noon\" | is \"noon\", must be a time such as 2027-01-31T18:00:00Z",
          "stamps | \"a\" | is a string, must be an array",
          "lid | 7 | is a number, must be an object",
          "notes | [] | is an array, must be an object",
      })
  void what_does_not_fit_is_told_in_no_library_s_words(String field, String value, String words) {
    var json =
        LocalNode.json(
            """
            {"to": "b", "fragile": true, "weight": 1, "price": 2, "size": "SMALL",
             "sent": "2027-01-31T18:00:00Z", "stamps": [],
             "lid": {"hinge": {"code": "h", "count": 2}}, "notes": {}}
            """);
    ((ObjectNode) json).set(field, LocalNode.json(value));

    assertThat(reader.read(json, Parcel.class))
        .isEqualTo(new Checked.Wrong<Record>(List.of(new FieldProblem("/" + field, words))));
  }

  private List<String> pointers(String parts) {
    var json = LocalNode.json("{\"name\": \"b\", \"spares\": {}, " + parts.substring(1));
    return ((Checked.Wrong<Record>) reader.read(json, Box.class)).problems()
        .stream()
        .map(FieldProblem::pointer)
        .toList();
  }
}
