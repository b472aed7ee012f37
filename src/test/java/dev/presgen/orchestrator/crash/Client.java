package dev.presgen.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.crash.Acknowledged.Kind;
import dev.presgen.orchestrator.crash.Acknowledged.Promise;
import dev.presgen.orchestrator.e2e.LearnerBrowser;
import dev.presgen.orchestrator.e2e.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Starts one run and sees it to its end, as the program, the learner and the operator of it. */
final class Client {
  private static final Duration THINKING = Duration.ofMillis(1_500);
  private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "CANCELLED");

  /** How often an operator does not wait for a step that is to be tried again by itself. */
  private static final double HURRY = 0.1;

  private final Api api;
  private final OutsideWorld outside;
  private final Acknowledged acknowledged;
  private final Moments moments;
  private final RandomGenerator dice;
  private final String name;
  private String run = "";
  private int asked;

  /**
   * A client.
   *
   * @param name its own, and the label of its run
   */
  Client(
      Api api,
      OutsideWorld outside,
      Acknowledged acknowledged,
      Moments moments,
      RandomGenerator dice,
      String name) {
    this.api = api;
    this.outside = outside;
    this.acknowledged = acknowledged;
    this.moments = moments;
    this.dice = dice;
    this.name = name;
  }

  void live(Plan plan) throws Exception {
    think();
    start(plan);
    switch (plan) {
      case ANSWERED -> answer(await("WAITING"));
      case SIGNALLED_EARLY -> {
        signal();
        LearnerBrowser.answerAllWrong(outside.service(), await("WAITING"));
        signal(); // Refused where the look for the early one has found the answer already.
      }
      case PAUSED_WAITING -> {
        var waiting = await("WAITING");
        order("pause", "");
        LearnerBrowser.answerAllWrong(outside.service(), waiting);
        signal();
        think();
        order("resume", "");
      }
      case PAUSED_WORKING -> {
        answer(await("WAITING"));
        think();
        if (order("pause", "")) {
          think();
          order("resume", "");
        }
      }
      case EXTENDED -> {
        await("ASSESSMENT_NOT_COMPLETED", now -> code(now).equals("ASSESSMENT_NOT_COMPLETED"));
        var until = Instant.now().plus(Duration.ofHours(1));
        order("extend", ", \"until\": \"" + until + "\"");
        answer(await("WAITING"));
      }
      case UNDONE -> {
        think();
        assertThat(order("cancel", ", \"undo\": true")).as("%s is cancelled", run).isTrue();
      }
    }
    await(plan == Plan.UNDONE ? "CANCELLED" : "COMPLETED");
  }

  private void start(Plan plan) throws InterruptedException {
    var request = Requests.small();
    request.putObject("labels").put("client", name);
    if (plan == Plan.EXTENDED) {
      request.withObject("/input").put("deadline", "PT1S").putArray("reminders");
    }
    var key = key("start");
    var path = "/api/v1/runs";
    var reply = api.post(dice, path, key, request.toString());
    assertThat(reply.accepted()).as("the start is accepted: %s", reply).isTrue();
    run = reply.body().path("id").asString();
    acknowledged.add(new Promise(Kind.START, key, path, request.toString(), run));
  }

  private String key(String what) {
    return name + "/" + ++asked + "/" + what;
  }

  private void answer(JsonNode waiting) throws Exception {
    think();
    LearnerBrowser.answerAllWrong(outside.service(), waiting);
    assertThat(signal()).as("the signal of an answer to %s is accepted", run).isTrue();
  }

  private boolean signal() throws InterruptedException {
    var path = "/api/v1/runs/" + run + "/signals/assessment-completed";
    return promised(Kind.SIGNAL, key("signal"), path, "{}");
  }

  private boolean order(String action, String more) throws InterruptedException {
    var key = key(action);
    var body = "{\"reason\": \"" + key + "\"" + more + "}";
    return promised(Kind.ORDER, key, "/api/v1/runs/" + run + "/" + action, body);
  }

  private boolean promised(Kind kind, String key, String path, String body)
      throws InterruptedException {
    var reply = api.post(dice, path, key, body);
    assertThat(reply.status()).as("%s %s: %s", path, key, reply).isIn(200, 202, 409);
    if (reply.accepted()) {
      acknowledged.add(new Promise(kind, key, path, body, run));
    }
    return reply.accepted();
  }

  private void think() throws InterruptedException {
    moments.pass(Moments.between(dice, Duration.ZERO, THINKING));
  }

  private JsonNode await(String status) throws InterruptedException {
    return await(status, now -> status(now).equals(status));
  }

  private JsonNode await(String what, Predicate<JsonNode> holds) throws InterruptedException {
    var now = run();
    while (!holds.test(now)) {
      assertThat(ENDS).as("%s is awaited to be %s: %s", run, what, now)
          .doesNotContain(status(now));
      operate(now);
      if (moments.pass(Moments.between(dice, Duration.ofMillis(100), Duration.ofMillis(300)))) {
        throw new AssertionError(run + " does not come to be " + what + ": " + now);
      }
      now = run();
    }
    return now;
  }

  private JsonNode run() throws InterruptedException {
    var reply = api.get(dice, "/api/v1/runs/" + run);
    assertThat(reply.status()).as("the run %s, which was acknowledged", run).isEqualTo(200);
    return reply.body();
  }

  /** What an operator does who looks at the run just now. */
  private void operate(JsonNode now) throws InterruptedException {
    if (status(now).equals("NEEDS_ATTENTION")) {
      // Five servers in a row have died over one step; more than that needs no person here.
      assertThat(code(now)).as("why %s needs attention: %s", run, now).isEqualTo("LOST");
      order("retry", "");
    } else if (isRetrying(now) && dice.nextDouble() < HURRY) {
      order("retry", "");
    }
  }

  private static boolean isRetrying(JsonNode now) {
    return now.path("steps")
        .valueStream()
        .anyMatch(step -> step.path("status").asString().equals("RETRYING"));
  }

  private static String status(JsonNode now) {
    return now.path("status").asString();
  }

  private static String code(JsonNode now) {
    return now.at("/error/code").asString("");
  }
}
