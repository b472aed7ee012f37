package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.web.api.problem.Fault;
import dev.presgen.orchestrator.web.api.problem.Problem;
import dev.presgen.orchestrator.web.api.problem.Repeated;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What the answers of {@code Runs} are in HTTP. */
final class Answers {

  private Answers() {}

  /**
   * The answer to a start.
   *
   * @param show how the run is shown
   */
  static <T> ResponseEntity<T> started(Answer answer, Function<RunRecord, T> show) {
    return switch (answer) {
      case Answer.Started(var run, var repeated) -> {
        var status = repeated ? HttpStatus.OK : HttpStatus.CREATED;
        yield ResponseEntity.status(status)
            .header("Location", "/api/v1/runs/" + run.id())
            .body(show.apply(run));
      }
      case Answer.Accepted _, Answer.Refused _, Answer.NoSuchWorkflow _, Answer.NoSuchRun _, Answer.Invalid _, Answer.KeyTaken _, Answer.KeyReused _, Answer.Unavailable _ ->
          throw refusal(answer, "/input");
    };
  }

  /**
   * The answer to a signal or an order.
   *
   * @param place where in the body that stood which was passed on
   * @param show how the acceptance is shown
   */
  static <T> ResponseEntity<T> accepted(
      Answer answer, String place, Function<Answer.Accepted, T> show) {
    return switch (answer) {
      case Answer.Accepted accepted -> {
        var status = accepted.repeated() ? HttpStatus.OK : HttpStatus.ACCEPTED;
        yield ResponseEntity.status(status).body(show.apply(accepted));
      }
      case Answer.Started _, Answer.Refused _, Answer.NoSuchWorkflow _, Answer.NoSuchRun _, Answer.Invalid _, Answer.KeyTaken _, Answer.KeyReused _, Answer.Unavailable _ ->
          throw refusal(answer, place);
    };
  }

  private static RuntimeException refusal(Answer answer, String place) {
    return switch (answer) {
      case Answer.Refused(var code, var why, var possible) ->
          new RequestRefused(
              Problem.of(HttpStatus.CONFLICT, code, why).withPossible(possible));
      case Answer.NoSuchWorkflow(var name) ->
          RequestRefused.notFound("There is no workflow " + Repeated.quoted(name) + ".");
      case Answer.NoSuchRun(var name) -> NoSuch.run(name);
      case Answer.Invalid(var problems) ->
          RequestRefused.invalid(Fault.below(place, problems));
      case Answer.KeyTaken(var runId) ->
          new RequestRefused(
              Problem.of(
                  HttpStatus.CONFLICT,
                  "KEY_TAKEN",
                  "The open run " + runId + " of this workflow has that key."));
      case Answer.KeyReused() ->
          new RequestRefused(
              Problem.of(
                  HttpStatus.UNPROCESSABLE_CONTENT,
                  "IDEMPOTENCY_KEY_REUSED",
                  "The Idempotency-Key was used for another request."));
      case Answer.Unavailable(var why, var retryAfter) ->
          RequestRefused.unavailable("UNAVAILABLE", why, retryAfter);
      case Answer.Started _, Answer.Accepted _ ->
          new IllegalStateException("no answer to what was asked: " + answer);
    };
  }
}
