package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BankJsonTest {

  private static final String GOOD =
      """
      {"format": "presgen-item-bank/1",
       "title": "Ports",
       "items": [
         {"id": "p-1", "domain": "Networks", "skill": "Ports",
          "stem": "Which port is HTTPS?",
          "options": [
            {"text": "443", "correct": true},
            {"text": "80", "correct": false, "rationale": "Plain."}
          ]}
       ]}
      """;

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("presgen-item-bank/1", "bank/9", "/format", 1, "must be \"presgen-item-bank/1\""),
        arguments(
            "\"format\": \"presgen-item-bank/1\",",
            "",
            "/format",
            1,
            "is missing, must be \"presgen-item-bank/1\""),
        arguments("\"Ports\",\n \"items", "\"\",\n \"items", "/title", 2, "is blank"),
        arguments("\"title\": \"Ports\",", "", "/title", 1, "is missing"),
        arguments("\"title\"", "\"name\": \"other\", \"title\"", "/name", 2, "is \"other\""),
        arguments("\"title\"", "\"notice\": null, \"title\"", "/notice", 2, "is null"),
        arguments("\"p-1\"", "\"p 1\"", "/items/0/id", 4, "must be 1 to 64"),
        arguments("\"p-1\"", "1", "/items/0/id", 4, "is a number, must be a string"),
        arguments(
            "\"skill\"", "\"level\": \"guess\", \"skill\"", "/items/0/level", 4, "is \"guess\""),
        arguments(
            "\"skill\"",
            "\"difficulty\": \"EASY\", \"skill\"",
            "/items/0/difficulty",
            4,
            "is \"EASY\""),
        arguments("HTTPS?", "x".repeat(1000), "/items/0/stem", 5, "has 1014 characters"),
        arguments("true", "\"yes\"", "/items/0/options/0/correct", 7, "is a string, must be true"),
        arguments("true", "false", "/items/0/options", 6, "has no option with"),
        arguments("\"80\"", "\" 443\"", "/items/0/options/1/text", 8, "is the same as an earlier"),
        arguments(
            "\"Plain.\"",
            "\"Plain.\", \"why\": 1",
            "/items/0/options/1/why",
            8,
            "is not a field here"),
        arguments("\"80\"", "\"80\", \"text\": \"81\"", "", 8, "is not JSON"),
        arguments("]}\n ]}", "]}\n ", "", 11, "is not JSON"),
        arguments("\n ]}\n", "\n ]} x\n", "", 10, "is not JSON"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_bad_bank_is_refused_with_pointer_and_line(
      String good, String bad, String pointer, int line, String detail) {
    assertThat(GOOD).contains(good);
    var read = BankFormat.JSON.read("ports", GOOD.replace(good, bad));
    assertThat(((Checked.Wrong<ItemBank>) read).problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.pointer()).isEqualTo(pointer);
          assertThat(problem.detail()).startsWith("line %d: %s".formatted(line, detail));
        });
  }

  @Test
  void ids_and_stems_are_unique() {
    String item = GOOD.substring(GOOD.indexOf("{\"id\""), GOOD.lastIndexOf("}\n ]"));
    var read = BankFormat.JSON.read("ports", GOOD.replace(item + "}", item + "}," + item + "}"));
    assertThat(((Checked.Wrong<ItemBank>) read).problems())
        .extracting(FieldProblem::pointer, FieldProblem::detail)
        .isEqualTo(
            List.of(
                tuple("/items/1/id", "line 9: is the same as at /items/0/id"),
                tuple("/items/1/stem", "line 10: is the same as at /items/0/stem")));
  }

  @Test
  void a_bank_needs_items_and_an_item_needs_options() {
    var read =
        BankFormat.JSON.read(
            "ports", "{\"format\": \"presgen-item-bank/1\", \"title\": \"T\", \"items\": []}");
    assertThat(read)
        .isEqualTo(
            new Checked.Wrong<>(
                List.of(
                    new FieldProblem("/items", "line 1: has 0 elements, must have 1 to 5000"))));
  }
}
