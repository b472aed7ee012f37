package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.assessment.CognitiveLevel;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {

  private static final String ALL =
      "id,domain,skill,level,difficulty,question,option_a,option_b,option_c,option_d,option_e,"
          + "option_f,answer,rationale\r\n";
  private static final String FEW = "domain,skill,question,option_a,option_b,answer\n";

  private static Item.Option option(String text, boolean right, String rationale) {
    return new Item.Option(text, right, rationale);
  }

  private static List<String> problems(String text) {
    return switch (BankFormat.CSV.read("nets", text)) {
      case Checked.Right<ItemBank> _ -> List.of();
      case Checked.Wrong<ItemBank>(var wrong) -> wrong.stream().map(FieldProblem::detail).toList();
    };
  }

  @Test
  void a_table_is_read_with_quotes_line_breaks_blank_cells_and_several_answers() {
    String text =
        "\uFEFF"
            + ALL
            + "net-1,Networks,Routes,APPLY,beginner,\"Which port, by default,\r\nis HTTPS?\",443,80,,,,"
            + ",A,\"The port of \"\"TLS\"\"\"\r\n"
            + "\r\n"
            + ",Networks,Names,,,Choose the private ranges,10.0.0.0/8,8.8.8.0/24,192.168.0.0/16,,,,"
            + "a; C,\r\n"
            + ",,,,,,,,,,,,,\r\n"
            + "=1+1,Networks,Names,,,Formulas are text?,=2+3,no,,,,,b,\r\n".replace("=1+1", "f-1");
    assertThat(BankFormat.CSV.read("nets", text))
        .isEqualTo(
            new Checked.Right<>(
                new ItemBank(
                    "nets",
                    "nets",
                    Optional.empty(),
                    "",
                    List.of(
                        new Item(
                            "net-1",
                            "Networks",
                            "Routes",
                            Optional.of(CognitiveLevel.APPLY),
                            Optional.of(Difficulty.BEGINNER),
                            "Which port, by default, is HTTPS?",
                            List.of(
                                option("443", true, "The port of \"TLS\""),
                                option("80", false, ""))),
                        new Item(
                            "q2",
                            "Networks",
                            "Names",
                            Optional.empty(),
                            Optional.empty(),
                            "Choose the private ranges",
                            List.of(
                                option("10.0.0.0/8", true, ""),
                                option("8.8.8.0/24", false, ""),
                                option("192.168.0.0/16", true, ""))),
                        new Item(
                            "f-1",
                            "Networks",
                            "Names",
                            Optional.empty(),
                            Optional.empty(),
                            "Formulas are text?",
                            List.of(option("=2+3", false, ""), option("no", true, "")))))));
  }

  @Test
  void what_is_read_is_kept_as_it_is() {
    var read = BankFormat.CSV.read("nets", FEW + "D,S,Q,yes,no,A\n");
    var bank = ((Checked.Right<ItemBank>) read).value();
    assertThat(BankFormat.JSON.read("nets", BankJson.write(bank))).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AC", "ca", "A;C", "\"A,C\"", "a c", "\"C, A\""})
  void several_right_options_may_be_written_in_these_ways(String answer) {
    var read =
        BankFormat.CSV.read(
            "nets",
            "domain,skill,question,option_a,option_b,option_c,answer\nD,S,Q,x,y,z," + answer
                + "\n");
    assertThat(((Checked.Right<ItemBank>) read).value().items().getFirst().options())
        .extracting(Item.Option::right)
        .containsExactly(true, false, true);
  }

  @Test
  void every_problem_names_the_line_in_which_its_row_begins() {
    String text =
        FEW
            + "D,S,\"two\nlines\",yes,no,A\n" // lines 2 and 3
            + "D,S,,yes,no,A\n"
            + "D,S,Q,yes,no\n"
            + "D,S,Q,yes,yes,C\r\n"
            + "\n"
            + "D,S,two lines,yes,,B";
    assertThat(problems(text))
        .containsExactly(
            "line 4: the question is blank",
            "line 5: has 5 values for 6 columns; a value with a comma in it stands in quotes",
            "line 6: has the same option twice",
            "line 6: the answer is \"C\", must be the letter of an option of this item, or several"
                + " such as ACD or A;C, each once",
            "line 8: has 1 options, at least 2 are needed",
            "line 8: the answer is \"B\", must be the letter of an option of this item, or several"
                + " such as ACD or A;C, each once",
            "line 8: the question is the same as at line 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "'' | line 1: has no items",
          "'domain;skill;question' | line 1: \"domain;skill;question\" is not a column here",
          "'domain,skill,question,option_a,answer' | line 1: the column option_b is missing",
          "'domain,Domain,skill,question,option_a,option_b,answer' | line 1: the column domain is there twice",
          "'domain,skill,question,option_a,option_b,answer,colour' | line 1: \"colour\" is not a column here"
      })
  void columns_that_are_unknown_or_missing_are_named(String text, String problem) {
    assertThat(problems(text)).first().asString().startsWith(problem);
  }

  @Test
  void ids_levels_lengths_and_answers_are_checked() {
    String text =
        ALL
            + "a b,D,S,recall,hard,Q1,x,y,,,,,AA,\n"
            + "i-1," + "d".repeat(201) + ",S,,," + "q".repeat(1001) + ",x,y,,,,,A,"
            + "r".repeat(2001) + "\n"
            + "i-1,D,S,,,Q3,x,y,,,,,,\n";
    assertThat(problems(text))
        .containsExactly(
            "line 2: the level is \"recall\", must be blank or one of remember, understand, apply,"
                + " analyze, evaluate, create",
            "line 2: the difficulty is \"hard\", must be blank or one of beginner, intermediate,"
                + " advanced",
            "line 2: the answer is \"AA\", must be the letter of an option of this item, or several"
                + " such as ACD or A;C, each once",
            "line 2: the id \"a b\" must be 1 to 64 letters, digits, dots, underscores and hyphens,"
                + " the first a letter or digit",
            "line 3: the domain has 201 characters, at most 200 are allowed",
            "line 3: the question has 1001 characters, at most 1000 are allowed",
            "line 3: the rationale has 2001 characters, at most 2000 are allowed",
            "line 4: the answer is \"\", must be the letter of an option of this item, or several"
                + " such as ACD or A;C, each once",
            "line 4: the id \"i-1\" is the same as at line 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"D,S,\"Q,yes,no,A\n", "D,S,\"Q\" x,yes,no,A\n"})
  void a_quote_that_is_not_closed_is_told_with_the_row_before_it(String row) {
    assertThat(problems(FEW + "D,S,Q0,yes,no,A\n" + row))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("line 2: the row that begins after here is not CSV");
  }

  @Test
  void more_items_than_a_bank_may_have_are_refused() {
    var text = new StringBuilder(FEW);
    for (int i = 0; i <= ItemBank.MOST_ITEMS; i++) {
      text.append("D,S,Q").append(i).append(",yes,no,A\n");
    }
    assertThat(problems(text.toString()))
        .containsExactly("line 5002: is one item too many: at most 5000");
  }

  @Test
  void a_file_of_the_data_folder_is_read_at_start(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("mine.csv"), FEW + "D,S,Q,yes,no,A\n");
    Files.writeString(folder.resolve("mine.gift"), "$CATEGORY: D/S\n\nother {=a ~b}\n");
    var banks = new ItemBanks(new StoredInMemory(), folder);
    assertThat(banks.find("mine").orElseThrow().items().getFirst().stem()).isEqualTo("Q");
  }
}
