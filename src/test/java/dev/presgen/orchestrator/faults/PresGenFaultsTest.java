package dev.presgen.orchestrator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.e2e.LearnerBrowser;
import dev.presgen.orchestrator.e2e.Requests;
import dev.presgen.orchestrator.e2e.Service;
import dev.presgen.orchestrator.faults.PresGenStandIn.Operation;
import dev.presgen.orchestrator.faults.PresGenStandIn.Trouble;
import dev.presgen.orchestrator.workflows.assessment.Presentations;
import dev.presgen.orchestrator.workflows.assessment.Videos;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What becomes of a run when one call to a PresGen service goes wrong: each call that does work or
 * asks about it, in both styles, and each way to go wrong. Each runs through the whole service, whose
 * calls may take a second; so a thread that was not let go of would fail the test by its time limit.
 */
@Tag("faults")
@Timeout(90)
class PresGenFaultsTest {

  /** Which calls of the contract a method of a port makes. */
  private static final Map<String, List<Operation>> CALLS =
      Map.of(
          "Presentations.render", List.of(Operation.DECK, Operation.DECK_JOB),
          "Presentations.poll", List.of(Operation.DECK_STATUS),
          "Videos.render", List.of(Operation.VIDEO, Operation.VIDEO_JOB),
          "Videos.poll", List.of(Operation.VIDEO_STATUS));

  /** Methods that send nothing, or whose failing is itself their answer. */
  private static final Set<String> ANSWERS =
      Set.of(
          "Presentations.knowsKeys", "Presentations.absent", "Presentations.outage",
          "Presentations.knownOutage", "Videos.absent", "Videos.outage", "Videos.knownOutage");

  private static final Set<Operation> SYNCHRONOUS = Set.of(Operation.DECK, Operation.VIDEO);

  @TempDir
  private static Path data;

  private static final Map<String, World> WORLDS = new HashMap<>();

  /** The service with stand-ins in one style. */
  private record World(PresGenStandIn presgen, Service service) {
    static World start(String api) {
      try {
        var presgen = new PresGenStandIn();
        var settings =
            Stream.concat(
                presgen.settings(api).stream(),
                Stream.of(
                    "--presgen.core.call-timeout=1s",
                    "--presgen.core.slide-timeout=10ms",
                    "--presgen.core.render-timeout=1s",
                    "--presgen.avatar.call-timeout=1s",
                    "--presgen.avatar.render-timeout=1s",
                    "--presgen.jobs.poll-initial=50ms",
                    "--presgen.jobs.poll-max=100ms",
                    // One service for all runs: what fails in one must not hold the next one back.
                    "--resilience4j.circuitbreaker.configs.default.failure-rate-threshold=100"))
                .toArray(String[]::new);
        return new World(presgen, Service.start(data.resolve(api), settings));
      } catch (java.io.IOException broken) {
        throw new java.io.UncheckedIOException(broken);
      }
    }
  }

  private static World world(Operation operation) {
    return WORLDS.computeIfAbsent(
        SYNCHRONOUS.contains(operation) ? "render" : "jobs", World::start);
  }

  @AfterAll
  static void stop() {
    WORLDS.values()
        .forEach(
            world -> {
              world.service().close();
              world.presgen().close();
            });
  }

  @Test
  void every_method_of_the_ports_is_known_here() {
    assertThat(
        Stream.of(Presentations.class, Videos.class)
            .flatMap(
                port -> Stream.of(port.getDeclaredMethods())
                    .map(Method::getName)
                    .map(name -> port.getSimpleName() + "." + name)))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(CALLS.keySet().stream(), ANSWERS.stream()).toList());
    assertThat(CALLS.values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrder(Operation.values());
  }

  static Stream<Arguments> troubles_that_pass() {
    return Stream.of(Operation.values())
        .flatMap(
            operation -> Stream.of(Trouble.values())
                .filter(trouble -> trouble != Trouble.TOKEN_REFUSED)
                .map(trouble -> Arguments.of(operation, trouble)));
  }

  private static boolean isLook(Operation operation) {
    return switch (operation) {
      case DECK_STATUS, VIDEO_STATUS -> true;
      case DECK, DECK_JOB, VIDEO, VIDEO_JOB -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("troubles_that_pass")
  void a_call_that_goes_wrong_once_leaves_one_deck_and_one_video_or_lists_the_other(
      Operation operation, Trouble trouble) throws Exception {
    var world = world(operation);
    int decks = world.presgen().decks();
    int videos = world.presgen().videos();
    world.presgen().next(operation, trouble);

    var id = answered(world);
    var run = world.service().await(id, "COMPLETED");

    assertThat(run.at("/links/presentations").size()).isEqualTo(1);
    assertThat(run.at("/links/videos").size()).isEqualTo(1);
    assertThat(run.path("missing")).isEmpty();
    var states = states(world, id);
    int moreDecks = world.presgen().decks() - decks;
    int moreVideos = world.presgen().videos() - videos;
    if (operation == Operation.DECK) {
      assertThat(moreDecks).isEqualTo(1);
      assertThat(states).doesNotContain("deck UNKNOWN");
    }
    // A job that has said that it failed has made nothing.
    int failed = trouble == Trouble.NOT_MADE && isLook(operation) ? 1 : 0;
    assertThat(moreDecks)
        .isBetween(1, 1 + count(states, "deck UNKNOWN") + (isDeck(operation) ? failed : 0));
    assertThat(moreVideos)
        .isBetween(1, 1 + count(states, "video UNKNOWN") + (isDeck(operation) ? 0 : failed));
    assertThat(count(states, "deck UNKNOWN") + count(states, "video UNKNOWN"))
        .isLessThanOrEqualTo(1);
    assertThat(count(states, "deck EXISTS")).isEqualTo(1);
    assertThat(count(states, "video EXISTS")).isEqualTo(1);
    spent(world, id, operation, trouble);
  }

  /** No attempt is spent on being told to wait, nor on a look that comes to nothing. */
  private static void spent(World world, String id, Operation operation, Trouble trouble)
      throws Exception {
    var failures = kinds(world, id);
    if (trouble == Trouble.BUSY) {
      assertThat(failures).allMatch("throttled"::equals);
    } else if (isLook(operation) && trouble != Trouble.NOT_MADE) {
      assertThat(failures).isEmpty();
    } else {
      assertThat(failures).hasSizeLessThanOrEqualTo(1);
    }
  }

  static Stream<Operation> calls_that_do_work() {
    return Stream.of(Operation.values()).filter(operation -> !isLook(operation));
  }

  @ParameterizedTest
  @MethodSource("calls_that_do_work")
  void a_token_that_is_refused_in_mid_run_blocks_it_at_no_attempt(Operation operation)
      throws Exception {
    var world = world(operation);
    world.presgen().next(operation, Trouble.TOKEN_REFUSED);

    var id = answered(world);
    var run = blocked(world, id, operation);

    assertThat(run.at("/error/category").asString()).isEqualTo("BLOCKED");
    assertThat(run.at("/error/whatToDo").asString()).contains(".token");
    assertThat(kinds(world, id)).containsExactly("blocked");
    assertThat(states(world, id)).noneMatch(state -> state.endsWith("UNKNOWN"));
    end(world, id);
  }

  /** The run, once the step of an operation is blocked. */
  private static JsonNode blocked(World world, String id, Operation operation) throws Exception {
    var step = isDeck(operation) ? "GENERATE_PRESENTATIONS" : "GENERATE_AVATAR_VIDEOS";
    return world.service()
        .await(
            id,
            "blocked",
            now -> now.path("steps")
                .valueStream()
                .filter(one -> one.path("name").asString().equals(step))
                .flatMap(one -> one.path("items").valueStream())
                .anyMatch(item -> item.path("status").asString().equals("BLOCKED")));
  }

  /** Else it would go on in a minute, and make something while another test counts. */
  private static void end(World world, String id) throws Exception {
    world.service().order(id, "cancel");
    world.service().await(id, "CANCELLED");
  }

  static Stream<Operation> looks() {
    return Stream.of(Operation.values()).filter(PresGenFaultsTest::isLook);
  }

  @ParameterizedTest
  @MethodSource("looks")
  void a_token_that_is_refused_at_a_look_blocks_the_step_and_leaves_the_job_alone(
      Operation operation) throws Exception {
    var world = world(operation);
    world.presgen().next(operation, Trouble.TOKEN_REFUSED);

    var id = answered(world);
    var run = blocked(world, id, operation);

    assertThat(run.at("/error/whatToDo").asString()).contains(".token");
    assertThat(kinds(world, id)).containsExactly("blocked");
    assertThat(states(world, id))
        .contains((isDeck(operation) ? "deck" : "video") + " INTENDED")
        .noneMatch(state -> state.endsWith("UNKNOWN"));
    end(world, id);
  }

  private static boolean isDeck(Operation operation) {
    return switch (operation) {
      case DECK, DECK_JOB, DECK_STATUS -> true;
      case VIDEO, VIDEO_JOB, VIDEO_STATUS -> false;
    };
  }

  /** Starts a run of one course and answers its form. */
  private static String answered(World world) throws Exception {
    var request = Requests.small();
    request.withObject("/input/delivery").put("courses", 1);
    var waiting = world.service().beginAndWait(request);
    var id = waiting.path("id").asString();
    LearnerBrowser.answerAllWrong(world.service(), waiting);
    world.service().signal(id, "{}");
    return id;
  }

  private static List<String> states(World world, String id) throws Exception {
    return world.service()
        .resources(id)
        .stream()
        .map(row -> row.path("kind").asString() + " " + row.path("state").asString())
        .toList();
  }

  private static int count(List<String> states, String wanted) {
    return (int) states.stream().filter(wanted::equals).count();
  }

  private static List<String> kinds(World world, String id) throws Exception {
    return world.service()
        .history(id, "AttemptFailed")
        .stream()
        .map((JsonNode entry) -> entry.at("/data/failure/is").asString())
        .collect(Collectors.toList());
  }
}
