package dev.presgen.orchestrator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.presgen.orchestrator.Orchestrator;
import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.runtime.Runs.RunListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** What fails for good before there is an answer is taken back, and the run fails. */
@Timeout(120)
class BeforeThePivotTest {
  private static final Made.Live NOTHING = new Made.Live(0, 0, 0, 0, 0);

  @TempDir
  private static Path data;

  private static final FaultProxy PROXY = new FaultProxy();
  private static ConfigurableApplicationContext context;
  private static Service service;

  /** As {@code Orchestrator.start} does, but its scheduler can be stopped for a moment. */
  @BeforeAll
  static void start() {
    var settings = Service.settings(data, PROXY.settings().toArray(String[]::new));
    context = SpringApplication.run(Orchestrator.class, settings);
    var port = context.getEnvironment().getRequiredProperty("local.server.port");
    service = new Service(URI.create("http://127.0.0.1:" + port), context::close);
    PROXY.forwardTo(service.url());
  }

  @AfterAll
  static void stop() {
    service.close();
    PROXY.close();
  }

  @AfterEach
  void mend() {
    PROXY.mend();
  }

  @Test
  void a_request_that_no_longer_fits_its_bank_fails_at_step_1() throws Exception {
    var scheduler = context.getBean(Scheduler.class);
    scheduler.pause();
    var id = beginWithBank("shrinks-first");
    put(Bank.small("shrinks-first", 1));
    scheduler.resume();
    assertThatNothingWasMade(id, "REQUEST_ASSESSMENT", "REQUEST_REFUSED");
  }

  @Test
  void a_bank_that_shrinks_behind_step_1_fails_the_run_at_step_2() throws Exception {
    RunListener shrink =
        (_, entries) -> {
          if (entries.stream().anyMatch(entry -> entry.type().equals("StepCompleted"))) {
            put(Bank.small("shrinks-then", 1));
          }
        };
    try (var _ = context.getBean(Runs.class).listen(shrink)) {
      var id = beginWithBank("shrinks-then");
      assertThatNothingWasMade(id, "GENERATE_ASSESSMENT", "BANK_TOO_SMALL");
    }
  }

  private static String beginWithBank(String bank) throws Exception {
    put(Bank.small(bank, 3));
    var request = Requests.small();
    request.withObject("/input/assessment").put("bank", bank).put("questionCount", 8);
    return service.begin(request);
  }

  private static void put(JsonNode bank) {
    try {
      var reply = service.put("/api/v1/banks/" + bank.path("name").asString(), bank.toString());
      assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static void assertThatNothingWasMade(String id, String step, String code)
      throws Exception {
    var run = service.await(id, "FAILED");
    assertThat(Service.steps(run)).containsEntry(step, "FAILED");
    assertThat(run.at("/error/code").asString()).isEqualTo(code);
    assertThat(run.at("/error/whatToDo").asString()).isNotBlank();
    assertThat(service.resources(id)).isEmpty();
    assertThat(service.made(id).live()).isEqualTo(NOTHING);
  }

  static Stream<Arguments> every_call_of_step_3() {
    return Stream.of(
        arguments(Outside.RESERVE_ID, 1),
        arguments(Outside.CREATE_FOLDER, 1),
        arguments(Outside.CREATE_SHEET, 1),
        arguments(Outside.CREATE_FORM, 1),
        arguments(Outside.READ_FORM, 1),
        arguments(Outside.FILL_FORM, 1),
        arguments(Outside.LET_IN, 1),
        arguments(Outside.KEEP_OUT, 1),
        arguments(Outside.SET_PUBLISHED, 1));
  }

  @ParameterizedTest
  @MethodSource("every_call_of_step_3")
  void a_refused_call_of_step_3_is_undone_and_fails_the_run(Outside call, int nth)
      throws Exception {
    var fault = PROXY.add(Fault.refused(call, 400).from(nth));
    var id = service.begin(Requests.small());
    var run = service.await(id, "FAILED");
    assertThat(fault.hits()).isEqualTo(1);
    assertThatAllIsTakenBack(id, run);
    assertThat(service.history(id, "AttemptFailed")).hasSize(1);
  }

  @Test
  void a_form_whose_making_was_never_confirmed_is_found_and_taken_back() throws Exception {
    PROXY.add(Fault.replyLost(Outside.CREATE_FORM));
    var search = PROXY.add(Fault.refused(Outside.LIST_FILES, 400));
    var id = service.begin(Requests.small());
    var run = service.await(id, "FAILED");
    assertThat(search.hits()).isEqualTo(1);
    assertThat(service.made(id).forms()).hasSize(1);
    assertThatAllIsTakenBack(id, run);
  }

  private static void assertThatAllIsTakenBack(String id, JsonNode run) throws Exception {
    assertThat(service.made(id).live()).isEqualTo(NOTHING);
    assertThat(service.resources(id))
        .allSatisfy(
            row -> {
              assertThat(row.path("state").asString()).isEqualTo("UNDONE");
              assertThat(row.path("undoneAt").asString()).isNotBlank();
            });
    assertThat(service.history(id, "StepUndone"))
        .singleElement()
        .satisfies(undone -> assertThat(undone.at("/data/left")).isEmpty());
    assertThat(Service.steps(run))
        .containsEntry("GENERATE_ASSESSMENT", "COMPLETED")
        .containsEntry("CREATE_GOOGLE_ASSETS", "FAILED")
        .containsEntry("AWAITING_COMPLETION", "PENDING");
    var error = run.path("error");
    assertThat(error.path("category").asString()).isEqualTo("PERMANENT");
    assertThat(error.path("step").asString()).isEqualTo("CREATE_GOOGLE_ASSETS");
    assertThat(error.path("whatToDo").asString()).isNotBlank();
  }

  @Test
  void an_undo_that_is_refused_waits_for_a_person_and_goes_on_when_retried() throws Exception {
    PROXY.add(Fault.refused(Outside.SET_PUBLISHED, 400));
    var trash = PROXY.add(Fault.refused(Outside.TRASH, 400));
    var id = service.begin(Requests.small());
    var stuck = service.await(id, "NEEDS_ATTENTION");
    assertThat(trash.hits()).isEqualTo(1);
    assertThat(Service.steps(stuck)).containsEntry("CREATE_GOOGLE_ASSETS", "FAILED");
    assertThat(service.made(id).live()).isEqualTo(new Made.Live(1, 1, 1, 0, 0));

    assertThat(service.order(id, "retry").status()).isEqualTo(202);
    assertThatAllIsTakenBack(id, service.await(id, "FAILED"));
  }

  @Test
  void what_an_undo_cannot_take_back_ends_the_run_once_somebody_accepts_it() throws Exception {
    PROXY.add(Fault.refused(Outside.SET_PUBLISHED, 400));
    PROXY.add(Fault.refused(Outside.TRASH, 400));
    var id = service.begin(Requests.small());
    service.await(id, "NEEDS_ATTENTION");
    var unaccepted = service.order(id, "cancel");
    assertThat(unaccepted.status()).isEqualTo(409);
    assertThat(unaccepted.json().path("code").asString()).isEqualTo("LEFTOVERS");

    assertThat(service.order(id, "cancel", "\"accept\": true").status()).isEqualTo(202);
    service.await(id, "FAILED");
    assertThat(service.resources(id))
        .extracting(row -> row.path("state").asString())
        .doesNotContain("UNDONE");
    assertThat(service.history(id).getLast().path("actor").asString()).isNotBlank();
  }

  @Test
  void a_dead_connection_is_tried_as_often_as_allowed_and_then_undone() throws Exception {
    var fault = PROXY.add(Fault.refused(Outside.FILL_FORM, 500).times(100));
    var id = service.begin(Requests.small());
    var run = service.await(id, "FAILED");
    assertThat(fault.hits()).isEqualTo(8);
    assertThat(run.at("/error/attempt").asInt()).isEqualTo(8);
    assertThat(service.made(id).live()).isEqualTo(NOTHING);
    assertThat(service.resources(id))
        .extracting(row -> row.path("state").asString())
        .isEqualTo(List.of("UNDONE", "UNDONE", "UNDONE"));
  }
}
