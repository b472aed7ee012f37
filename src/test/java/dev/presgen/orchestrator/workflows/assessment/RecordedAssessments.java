package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Fact;
import dev.presgen.orchestrator.core.Path;
import dev.presgen.orchestrator.core.Recording;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.BankFormat;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.world.Faults.Fault;
import dev.presgen.orchestrator.workflows.assessment.world.MemoryForms;
import dev.presgen.orchestrator.workflows.assessment.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs of the pipeline that go each path that one can go. */
public final class RecordedAssessments {

  private static final By OPERATOR = new By("operator", "because");

  private RecordedAssessments() {}

  /** The workflow that they are runs of. */
  public static Workflow workflow() {
    return new Pipeline(new World(), Requests.small()).workflow.workflow();
  }

  /** The recordings. */
  public static List<Recording> all() {
    var paths = new ArrayList<Recording>();
    paths.add(answered(Requests.small()).recorded("completed"));
    paths.add(
        answered(Requests.request("\"courses\": 2, \"presentations\": false"))
            .recorded("without-presentations"));
    paths.add(
        answered(
            Requests.request("\"courses\": 2, \"slidesPerCourse\": 4, \"videos\": false"))
            .recorded("without-videos"));
    paths.add(faulty("video", Fault.REFUSED).recorded("a-video-is-missing"));
    paths.add(faulty("deck", Fault.REFUSED).recorded("a-deck-needs-a-person"));
    paths.add(retried().recorded("a-deck-is-retried"));
    paths.add(rewound().recorded("rewound-to-the-training-plan"));
    paths.add(signalled().recorded("completed-by-a-signal"));
    paths.add(waiting(new World(), Requests.small()).cancel().recorded("cancelled-and-undone"));
    paths.add(refused().recorded("refused-by-google-and-undone"));
    paths.add(
        waiting(new World(), Requests.small())
            .wait(Duration.ofDays(8))
            .foundNothing()
            .recorded("nobody-answers"));
    paths.add(ofEveryPart().recorded("answered-in-a-shared-sheet-and-decks-made-here"));
    return paths;
  }

  private static Pipeline waiting(World world, String input) {
    return new Pipeline(world, input).drive();
  }

  private static Pipeline answered(String input) {
    return answered(new World(), input);
  }

  private static Pipeline answered(World world, String input) {
    var run = waiting(world, input);
    world.time.pass(Duration.ofHours(2));
    world.forms.submit(run.assets().form().id(), Requests.LEARNER, MemoryForms::wrong);
    return run.probe();
  }

  private static Pipeline faulty(String what, Fault fault) {
    var world = new World();
    world.faults.next(what, fault);
    return answered(world, Requests.small());
  }

  private static Pipeline retried() {
    var run = faulty("deck", Fault.REFUSED);
    run.decide(new Fact.Retry(run.world.time.instant(), OPERATOR, Optional.empty()));
    return run.drive();
  }

  private static Pipeline rewound() {
    var run = faulty("deck", Fault.REFUSED);
    run.decide(
        new Fact.Rewind(
            run.world.time.instant(),
            OPERATOR,
            Path.of(AssessmentStep.GENERATE_TRAINING_PLAN),
            Map.of()));
    return run.drive();
  }

  private static Pipeline signalled() {
    var run = waiting(new World(), Requests.small());
    run.signal(new AssessmentCompleted(null));
    run.world.forms.submit(run.assets().form().id(), Requests.LEARNER, MemoryForms::right);
    run.signal(new AssessmentCompleted(null));
    return run.drive();
  }

  private static Pipeline refused() {
    var world = new World();
    world.faults.next("form", Fault.REFUSED);
    return new Pipeline(world, Requests.small()).drive();
  }

  /** A run that stores what the others have no occasion for. */
  private static Pipeline ofEveryPart() {
    var world = new World();
    world.presentations.absent = Optional.of("There is no PresGen Core.");
    var run = new Pipeline(world, Requests.full());
    run.banks.put(
        ItemBanks.BUNDLED,
        BankFormat.JSON,
        bundled().replace("\"level\": \"evaluate\"", "\"level\": \"create\""));
    run.drive();
    var questions = run.assessment().questions();
    var answers =
        Stream.concat(
            questions.stream().limit(6).map(MemoryForms::right),
            questions.stream().skip(6).map(MemoryForms::wrong));
    world.sheets.shared(
        "1FoReIgNsHeEt",
        List.of(
            questions.stream().map(Assessment.Question::stem).toList(),
            answers.map(texts -> String.join(", ", texts)).toList()));
    run.signal(
        new AssessmentCompleted("https://docs.google.com/spreadsheets/d/1FoReIgNsHeEt/edit"));
    return run.drive();
  }

  private static String bundled() {
    try (var bank =
        RecordedAssessments.class.getResourceAsStream("/banks/" + ItemBanks.BUNDLED + ".json")) {
      return new String(Objects.requireNonNull(bank).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
