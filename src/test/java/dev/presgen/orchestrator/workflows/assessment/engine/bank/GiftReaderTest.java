package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.assessment.CognitiveLevel;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GiftReaderTest {

  private static final String GOOD =
      """
      // A bank of three questions.

      $CATEGORY: $course$/top/Networks/Routes and//or links

      // [id:net-1] [tag:apply] [tag:beginner] [tag:unrelated]
      ::First::[html]<p>Which port is <b>HTTPS</b>\\: &lt;n&gt;?</p> {
        =443 # The port of \\#TLS\\n over HTTP
        ~80  # That is plain HTTP
        ~%0%22
        ####See the list of ports
      }

      ::Two Rights!::Choose the private ranges {
        ~%50%10.0.0.0/8
        ~%50%192.168.0.0/16
        ~%-100%8.8.8.0/24
        #### RFC 1918
      }
      $CATEGORY: Networks/Names
      The zone file is text. {T#It is#Yes}

      A record of type {=A ~MX} holds an IPv4 address
      """;

  private static Item.Option option(String text, boolean right, String rationale) {
    return new Item.Option(text, right, rationale);
  }

  private static Item plain(String id, String skill, String stem, Item.Option... options) {
    return new Item(
        id, "Networks", skill, Optional.empty(), Optional.empty(), stem, List.of(options));
  }

  private static final List<Item> ITEMS =
      List.of(
          new Item(
              "net-1",
              "Networks",
              "Routes and/or links",
              Optional.of(CognitiveLevel.APPLY),
              Optional.of(Difficulty.BEGINNER),
              "Which port is HTTPS : <n>?",
              List.of(
                  option("443", true, "The port of #TLS over HTTP"),
                  option("80", false, "That is plain HTTP"),
                  option("22", false, ""))),
          plain(
              "two-rights",
              "Routes and/or links",
              "Choose the private ranges",
              option("10.0.0.0/8", true, "RFC 1918"),
              option("192.168.0.0/16", true, "RFC 1918"),
              option("8.8.8.0/24", false, "")),
          plain(
              "q3",
              "Names",
              "The zone file is text.",
              option("True", true, "Yes"),
              option("False", false, "It is")),
          plain(
              "q4",
              "Names",
              "A record of type _____ holds an IPv4 address",
              option("A", true, ""),
              option("MX", false, "")));

  @Test
  void every_supported_kind_of_question_is_read() {
    assertThat(BankFormat.GIFT.read("nets", GOOD))
        .isEqualTo(new Checked.Right<>(new ItemBank("nets", "nets", Optional.empty(), "", ITEMS)));
  }

  @Test
  void line_ends_of_other_systems_and_a_byte_order_mark_change_nothing() {
    assertThat(BankFormat.GIFT.read("nets", "\uFEFF" + GOOD.replace("\n", "\r\n")))
        .isEqualTo(BankFormat.GIFT.read("nets", GOOD));
  }

  @Test
  void what_was_read_survives_being_written_as_json() {
    var bank = new ItemBank("nets", "nets", Optional.empty(), "", ITEMS);
    assertThat(BankFormat.JSON.read("nets", BankJson.write(bank)))
        .isEqualTo(new Checked.Right<>(bank));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("Q {}", "line 3: an essay question"),
        arguments("Q {#3:1}", "line 3: a numeric question"),
        arguments("Q {\n=cat -> gato\n=dog -> perro\n}", "line 4: a matching question"),
        arguments("Q {=cat =kat}", "line 3: a short-answer question"),
        arguments("Just words.", "line 3: has no answers in { }"),
        arguments("Q {\n=a\n~b\n", "line 3: the { is not closed"),
        arguments("Q {\n=a\n{~b}", "line 5: has a second {"),
        arguments("::T Q {=a ~b}", "line 3: the title begins with ::"),
        arguments("Q {\n~a\n~b}", "line 4: has no right option"),
        arguments("Q {\n=a\n=b ~c}", "line 4: has several options with ="),
        arguments("Q {\n=a\n~%50%b}", "line 5: gives partial credit"),
        arguments("Q {\n=a\n~b\n~a}", "line 6: has the same option twice"),
        arguments("Q {\n=a\n~ # why}", "line 5: has an option without text"),
        arguments("Q {a\n=b ~c}", "line 3: answers must begin with = or ~"),
        arguments("Q {~%100%a}", "line 3: has one option only"),
        arguments("{=a ~b}", "line 3: the question has 0 characters"),
        arguments("x".repeat(1001) + "{=a ~b}", "line 3: the question has 1001 characters"),
        arguments("Q {=" + "a".repeat(1001) + " ~b}", "line 3: has an option of more than 1000"),
        arguments("// [id:no blank]\nQ {=a ~b}", "line 4: the id \"no blank\" must be"),
        arguments("Q {=a ~b}\n\nQ {=c ~d}", "line 5: the question is the same as at line 3"),
        arguments(
            "::T::Q {=a ~b}\n\n::t::R {=c ~d}", "line 5: the id \"t\" is the same as at line 3"),
        arguments("$CATEGORY: alone\n\nQ {=a ~b}", "line 3: must be \"$CATEGORY: domain/skill\""));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void what_cannot_be_asked_is_refused_with_its_line(String questions, String beginning) {
    var read = BankFormat.GIFT.read("bank", "$CATEGORY: D/S\n\n" + questions);
    assertThat(read).isInstanceOf(Checked.Wrong.class);
    FieldProblem first = ((Checked.Wrong<ItemBank>) read).problems().getFirst();
    assertThat(first.detail()).startsWith(beginning);
  }

  @Test
  void every_problem_is_told_at_once() {
    var read = BankFormat.GIFT.read("bank", "Q {}\n\nR {=a ~b}\n\n$CATEGORY: D/S\nS {#1}\n");
    assertThat(((Checked.Wrong<ItemBank>) read).problems())
        .extracting(problem -> problem.detail().replaceAll(":.*", ""))
        .containsExactly("line 1", "line 3", "line 6");
  }
}
