package dev.presgen.orchestrator.workflows.assessment.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest;
import dev.presgen.orchestrator.workflows.assessment.engine.Blueprint;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.StoredInMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InputSchemaTest {

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(resource("/schemas/assessment-input.json"));

  /** What a schema has no words for. */
  private static final List<String> BEYOND_A_SCHEMA =
      List.of(
          "the weights sum",
          "is the name of an earlier",
          "bank \"",
          "domain \"",
          "there is no bank",
          "is not shorter",
          "is \"PT0S\"",
          "is \"P9999D\"");

  private static String resource(String name) {
    try (var stream = InputSchemaTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(name, unreadable);
    }
  }

  private static List<Error> errors(String json) {
    return SCHEMA.validate(new JsonMapper().readTree(json));
  }

  @ParameterizedTest
  @MethodSource("dev.presgen.orchestrator.workflows.assessment.engine.request.RequestReaderTest#refusals")
  void the_schema_refuses_what_the_reader_refuses(
      String good, String bad, String pointer, String detail) {
    boolean beyond = BEYOND_A_SCHEMA.stream().anyMatch(detail::startsWith);
    assertThat(errors(RequestReaderTest.GOOD.replace(good, bad)).isEmpty())
        .as(pointer)
        .isEqualTo(beyond);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "{\"certification\": {}, \"learner\": {}, \"assessment\": {}}"})
  void the_schema_names_what_is_needed(String json) {
    assertThat(errors(json)).isNotEmpty();
  }

  @Test
  void the_schema_takes_what_the_reader_takes() {
    assertThat(errors(RequestReaderTest.GOOD)).isEmpty();
    assertThat(
        errors(
            RequestReaderTest.GOOD.replace(
                "\"presentations\": true, \"videos\": false", "\"presentations\": false")))
        .isEmpty();
  }

  @Test
  void the_example_is_taken_by_both_and_the_bundled_bank_has_enough_for_it() {
    JsonNode input = new JsonMapper().readTree(resource("/examples/assessment.json")).get("input");
    var banks = new ItemBanks(new StoredInMemory(), Path.of("missing"));
    assertThat(errors(input.toString())).isEmpty();
    var read = RequestReader.read(input, banks, "run");
    assertThat(read).isInstanceOf(Checked.Right.class);
    var request = ((Checked.Right<AcceptedRequest>) read).value();
    var blueprint = Blueprint.of(request, banks.find(ItemBanks.BUNDLED).orElseThrow());
    assertThat(blueprint.domains())
        .extracting(Blueprint.DomainShare::questions)
        .containsExactly(7, 6, 6, 5);
    assertThat(blueprint)
        .returns(24, Blueprint::questions)
        .returns(5, Blueprint::courses)
        .returns(5, Blueprint::decks)
        .returns(60, Blueprint::slides)
        .returns(5, Blueprint::videos);
  }
}
