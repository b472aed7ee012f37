package dev.presgen.orchestrator.workflows.assessment.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.AssessmentOptions;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.Delivery;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.Learner;
import dev.presgen.orchestrator.workflows.assessment.Certification;
import dev.presgen.orchestrator.workflows.assessment.Certification.ExamDomain;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import dev.presgen.orchestrator.workflows.assessment.engine.Draw;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.BankFormat;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.StoredInMemory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RequestReaderTest {

  static final String GOOD =
      """
      {"certification": {"name": "Networks", "version": "N-1", "provider": "Example", "passingScore": 72,
         "domains": [{"name": "Routing", "weight": 62.5, "skills": ["BGP"]}, {"name": "Naming", "weight": 37.5}]},
       "learner": {"name": "=HYPERLINK(\\"x\\")", "email": "Learner@example.org"},
       "requestedBy": "staff@example.org",
       "assessment": {"questionCount": 4, "difficulty": "advanced", "bank": "nets", "engine": "bank", "seed": 7},
       "delivery": {"courses": 3, "slidesPerCourse": 12, "presentations": true, "videos": false, "localDecks": false, "voiceProfile": "calm", "public": true},
       "deadline": "P1W", "reminders": ["P1D", "P1DT12H", "PT24H"]}
      """;

  private static final ItemBanks BANKS = new ItemBanks(new StoredInMemory(), Path.of("missing"));

  static {
    BANKS.put(
        "nets",
        BankFormat.GIFT,
        """
        $CATEGORY: Routing/BGP

        one {=a ~b}

        two {=a ~b}

        three {=a ~b}

        $CATEGORY: Routing/OSPF

        four {=a ~b}

        $CATEGORY: Naming/DNS

        five {=a ~b}

        six {=a ~b}
        """);
  }

  private static Checked<AcceptedRequest> read(String json) {
    return RequestReader.read(new JsonMapper().readTree(json), BANKS, "run-1");
  }

  private static List<FieldProblem> problems(String json) {
    return read(json) instanceof Checked.Wrong<AcceptedRequest>(var problems)
        ? problems
        : List.of();
  }

  @Test
  void every_field_is_read() {
    assertThat(read(GOOD))
        .isEqualTo(
            new Checked.Right<>(
                new AcceptedRequest(
                    new Certification(
                        "Networks",
                        "N-1",
                        "Example",
                        72,
                        List.of(
                            new ExamDomain("Routing", new BigDecimal("62.5"), List.of("BGP")),
                            new ExamDomain("Naming", new BigDecimal("37.5"), List.of()))),
                    new Learner(Optional.of("=HYPERLINK(\"x\")"), "Learner@example.org"),
                    Optional.of("staff@example.org"),
                    new AssessmentOptions(4, Difficulty.ADVANCED, "nets", "bank", 7),
                    new Delivery(3, 12, true, false, false, "calm", true),
                    Duration.ofDays(7),
                    List.of(Duration.ofHours(36), Duration.ofDays(1)))));
  }

  @Test
  void what_is_left_out_has_its_default() {
    var least =
        """
        {"certification": {"name": "AWS", "version": "SAA-C03",
           "domains": [{"name": "Design Secure Architectures", "weight": 100}]},
         "learner": {"email": "learner@example.org"},
         "assessment": {"questionCount": 24}}
        """;
    assertThat(read(least))
        .isEqualTo(
            new Checked.Right<>(
                new AcceptedRequest(
                    new Certification(
                        "AWS",
                        "SAA-C03",
                        "",
                        70,
                        List.of(
                            new ExamDomain(
                                "Design Secure Architectures",
                                BigDecimal.valueOf(100),
                                List.of()))),
                    new Learner(Optional.empty(), "learner@example.org"),
                    Optional.empty(),
                    new AssessmentOptions(
                        24, Difficulty.INTERMEDIATE, "aws-saa-c03", "bank", Draw.seedOf("run-1")),
                    new Delivery(5, 20, true, true, true, "default", false),
                    Duration.ofDays(14),
                    List.of())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"presentations\": false", "\"presentations\": false, \"videos\": false"})
  void without_presentations_there_are_no_videos(String wish) {
    var json = GOOD.replace("\"presentations\": true, \"videos\": false", wish);

    assertThat(((Checked.Right<AcceptedRequest>) read(json)).value().delivery())
        .isEqualTo(new Delivery(3, 12, false, false, false, "calm", true));
  }

  @Test
  void a_run_that_began_with_videos_but_no_presentations_goes_on_without_either() {
    var json =
        GOOD.replace(
            "\"presentations\": true, \"videos\": false",
            "\"presentations\": false, \"videos\": true");
    var again = RequestReader.readAgain(new JsonMapper().readTree(json), BANKS, "run-1");

    assertThat(((Checked.Right<AcceptedRequest>) again).value().delivery())
        .isEqualTo(new Delivery(3, 12, false, false, false, "calm", true));
  }

  static Stream<Arguments> refusals() {
    String certification = "/certification";
    String first = "/certification/domains/0";
    return Stream.of(
        arguments(
            "62.5",
            "60",
            certification + "/domains",
            "the weights sum to 97.5, must sum to exactly 100"),
        arguments(
            "62.5", "62.50000001", certification + "/domains", "the weights sum to 100.00000001"),
        arguments("62.5", "0", first + "/weight", "must be above 0"),
        arguments("62.5", "-1", first + "/weight", "must be above 0"),
        arguments("62.5", "1e-99999", first + "/weight", "must be above 0"),
        arguments("62.5", "1e999", first + "/weight", ""),
        arguments("62.5", "\"62.5\"", first + "/weight", "is a string, must be a number"),
        arguments("62.5", "null", first + "/weight", "is null, must be a number"),
        arguments(
            "\"Naming\"",
            "\" Routing\"",
            "/certification/domains/1/name",
            "is the name of an earlier"),
        arguments(
            "\"Naming\"",
            "\"Nameing\"",
            "/certification/domains/1/name",
            "bank \"nets\" has no items for domain \"Nameing\"; its domains are \"Routing\","
                + " \"Naming\""),
        arguments(
            "\"BGP\"",
            "\"BGP\", \"RIP\"",
            first + "/skills/1",
            "bank \"nets\" has no items for skill \"RIP\""),
        arguments("[\"BGP\"]", "\"BGP\"", first + "/skills", "is a string, must be an array"),
        arguments("\"BGP\"", "5", first + "/skills/0", "is a number, must be a string"),
        arguments(
            "\"weight\": 37.5",
            "\"wait\": 1, \"weight\": 37.5",
            "/certification/domains/1/wait",
            "is not a field here; the fields are name, weight, skills"),
        arguments(", \"weight\": 37.5", "", "/certification/domains/1/weight", "is missing"),
        arguments(
            "72",
            "101",
            certification + "/passingScore",
            "is 101, must be a whole number from 0 to 100"),
        arguments("72", "72.5", certification + "/passingScore", "is 72.5, must be a whole number"),
        arguments("\"N-1\"", "\" \"", certification + "/version", "is blank"),
        arguments(
            "\"Networks\"",
            "\"" + "n".repeat(201) + "\"",
            certification + "/name",
            "has 201 characters, at most 200"),
        arguments(
            "\"Example\"",
            "\"" + "n".repeat(2001) + "\"",
            certification + "/provider",
            "has 2001 characters, at most 2000"),
        arguments("\"name\": \"Networks\", ", "", certification + "/name", "is missing"),
        arguments(
            "Learner@example.org",
            "learner",
            "/learner/email",
            "\"learner\" is not an e-mail address"),
        arguments(
            "Learner@example.org", "a@b", "/learner/email", "\"a@b\" is not an e-mail address"),
        arguments(
            "Learner@example.org",
            "a b@example.org",
            "/learner/email",
            "\"a b@example.org\" is not"),
        arguments(
            "Learner@example.org",
            "a@example.org\\nBcc: b@example.org",
            "/learner/email",
            "\"a@example.org\nBcc"),
        arguments("staff@example.org", "me", "/requestedBy", "\"me\" is not an e-mail address"),
        arguments(
            "\"email\": \"Learner@example.org\"", "\"phone\": 1", "/learner/email", "is missing"),
        arguments(
            "\"questionCount\": 4",
            "\"questionCount\": 0",
            "/assessment/questionCount",
            "is 0, must be a whole number from 1 to 100"),
        arguments(
            "\"questionCount\": 4",
            "\"questionCount\": 101",
            "/assessment/questionCount",
            "is 101"),
        arguments(
            "\"questionCount\": 4",
            "\"questionCount\": \"4\"",
            "/assessment/questionCount",
            "is a string, must be a number"),
        arguments(
            "\"questionCount\": 4",
            "\"questionCount\": 6",
            "/assessment/questionCount",
            "domain \"Routing\" needs 4 items, bank \"nets\" has 3: 1 are missing"),
        arguments(
            "\"advanced\"",
            "\"hard\"",
            "/assessment/difficulty",
            "is \"hard\", must be one of beginner, intermediate, advanced"),
        arguments(
            "\"nets\"",
            "\"other\"",
            "/assessment/bank",
            "there is no bank \"other\"; there are \"aws-saa-c03\", \"nets\""),
        arguments(
            "\"bank\", \"seed\"",
            "\"llm\", \"seed\"",
            "/assessment/engine",
            "\"llm\" is not configured here"),
        arguments(
            "\"bank\", \"seed\"",
            "\"http\", \"seed\"",
            "/assessment/engine",
            "\"http\" is not configured here"),
        arguments(
            "\"seed\": 7", "\"seed\": 1.5", "/assessment/seed", "is 1.5, must be a whole number"),
        arguments(
            "\"seed\": 7", "\"seed\": 9007199254740992", "/assessment/seed", "is 9007199254740992"),
        arguments(
            "\"courses\": 3",
            "\"courses\": 11",
            "/delivery/courses",
            "is 11, must be a whole number from 1 to 10"),
        arguments(
            "\"slidesPerCourse\": 12",
            "\"slidesPerCourse\": 41",
            "/delivery/slidesPerCourse",
            "is 41, must be a whole number from 1 to 40"),
        arguments(
            "\"videos\": false",
            "\"videos\": \"no\"",
            "/delivery/videos",
            "is a string, must be true or false"),
        arguments(
            "\"presentations\": true, \"videos\": false",
            "\"presentations\": false, \"videos\": true",
            "/delivery/videos",
            "is true, must be false or left out where presentations is false"),
        arguments(
            "\"localDecks\": false",
            "\"localDecks\": 0",
            "/delivery/localDecks",
            "is a number, must be true or false"),
        arguments("\"calm\"", "\"\"", "/delivery/voiceProfile", "is blank"),
        arguments("\"public\": true", "\"open\": true", "/delivery/open", "is not a field here"),
        arguments(
            "P1W", "P1M", "/deadline", "is \"P1M\", but months and years have no fixed length"),
        arguments("P1W", "P1Y", "/deadline", "is \"P1Y\", but months and years"),
        arguments("P1W", "PT0S", "/deadline", "is \"PT0S\", must be longer than nothing"),
        arguments(
            "P1W",
            "P9999D",
            "/deadline",
            "is \"P9999D\", must be longer than nothing and at most P3650D"),
        arguments("P1W", "-P7D", "/deadline", "is \"-P7D\", must be a positive ISO 8601 duration"),
        arguments("P1W", "P", "/deadline", "is \"P\", must be a positive"),
        arguments("P1W", "P1DT", "/deadline", "is \"P1DT\", must be a positive"),
        arguments("P1W", "7 days", "/deadline", "is \"7 days\", must be a positive"),
        arguments("\"P1W\"", "7", "/deadline", "is a number, must be a string"),
        arguments("\"P1D\"", "\"P7D\"", "/reminders/0", "is not shorter than the deadline"),
        arguments("\"P1D\"", "\"P1D\", \"soon\"", "/reminders/1", "is \"soon\", must be"),
        arguments(
            "[\"P1D\", \"P1DT12H\", \"PT24H\"]",
            "\"P1D\"",
            "/reminders",
            "is a string, must be an array"),
        arguments(
            "\"requestedBy\"", "\"a/b~\": 1, \"requestedBy\"", "/a~1b~0", "is not a field here"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void what_is_wrong_is_refused_with_its_pointer(
      String good, String bad, String pointer, String detail) {
    assertThat(GOOD).contains(good);
    assertThat(problems(GOOD.replace(good, bad)))
        .filteredOn(problem -> problem.pointer().equals(pointer))
        .singleElement()
        .satisfies(problem -> assertThat(problem.detail()).startsWith(detail));
  }

  @Test
  void everything_that_is_wrong_is_told_at_once_in_the_order_of_the_input() {
    var bad =
        GOOD.replace("62.5", "true")
            .replace("Learner@", "")
            .replace("\"questionCount\": 4, ", "")
            .replace("\"P1DT12H\"", "\"P1M\"")
            .replace("\"delivery\"", "\"more\": 1, \"delivery\"");
    assertThat(problems(bad))
        .extracting(FieldProblem::pointer)
        .containsExactly(
            "/certification/domains/0/weight",
            "/learner/email",
            "/assessment/questionCount",
            "/more",
            "/reminders/1");
  }

  @Test
  void an_empty_input_is_told_what_is_needed() {
    assertThat(problems("{}"))
        .containsExactly(
            new FieldProblem("/certification", "is missing"),
            new FieldProblem("/learner/email", "is missing"),
            new FieldProblem("/assessment/questionCount", "is missing"));
  }

  @Test
  void an_input_that_is_no_object_is_refused_as_a_whole() {
    assertThat(problems("[]"))
        .containsExactly(new FieldProblem("", "is an array, must be an object"));
  }

  @Test
  void weights_are_added_exactly() {
    assertThat(problems(GOOD.replace("62.5", "58.3").replace("37.5", "41.7"))).isEmpty();
  }
}
