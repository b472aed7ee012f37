package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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

  private List<String> pointers(String parts) {
    var json = LocalNode.json("{\"name\": \"b\", \"spares\": {}, " + parts.substring(1));
    return ((Checked.Wrong<Record>) reader.read(json, Box.class)).problems()
        .stream()
        .map(FieldProblem::pointer)
        .toList();
  }
}
