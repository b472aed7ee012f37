package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.adapters.limits.ServiceWords;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.BlindCreation;
import dev.presgen.orchestrator.workflows.StepResult;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the state of a job means for the step that waits for it. How often it is asked, and for how
 * long, is the run's business.
 */
final class Jobs {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,199}");

  private final Service service;

  Jobs(Service service) {
    this.service = service;
  }

  /** The job that a token means: behind its id stands how it was last seen, for people. */
  static String id(String token) {
    return token.split(" ", 2)[0];
  }

  /** The id of a job that was just submitted, which must be fit for a path. */
  StepResult<String> started(Call submit, @Nullable String jobId) {
    return jobId != null && ID.matcher(jobId).matches()
        ? StepResult.done(jobId)
        : StepResult.failed(submit.unanswered(service.title() + " named no job."));
  }

  /**
   * What an unanswered poll says of its job: nothing, so that the job is asked about again; nor does
   * a missing path, such as while the service is replaced. Only when the service itself says that it
   * does not have the job, nobody will hear its end any more.
   */
  <A> StepResult<A> known(String job, StepResult<A> polled) {
    return switch (polled) {
      case StepResult.Failed<A>(Failure.Permanent(var code, _, _)) when code
          .equals(PresGenErrors.NOT_FOUND) ->
          lost(service.title() + " no longer knows job " + job + ".");
      case StepResult.Failed<A>(Failure.Permanent(var code, var detail, _)) when code
          .equals(PresGenErrors.NO_SUCH_PATH) ->
          StepResult.failed(new Failure.Unknown(Failure.Unknown.NO_ANSWER, detail));
      case StepResult.Failed<A>(Failure.Transient(var detail)) ->
          StepResult.failed(new Failure.Unknown(Failure.Unknown.NO_ANSWER, detail));
      case StepResult.Failed<A> _, StepResult.Done<A> _, StepResult.Pending<A> _, StepResult.LeftOut<
          A> _ ->
          polled;
    };
  }

  /** Something was made, or may have been, and there is no way to it. */
  static <T> StepResult<T> lost(String detail) {
    return StepResult.failed(new Failure.Unknown(BlindCreation.LOST_FROM_SIGHT, detail));
  }

  /**
   * Reads a state.
   *
   * @param words what the service says about a failure
   * @param made what there is once the job is completed
   */
  <T> StepResult<T> result(
      String job, @Nullable String status, @Nullable String words, Supplier<StepResult<T>> made) {
    return switch (status) {
      case "completed" -> made.get();
      case "queued", "processing", "rendering" ->
          new StepResult.Pending<>(job + " " + status, Duration.ZERO);
      case "failed", "cancelled" ->
          StepResult.failed(
              new Failure.Transient(
                  "%s, job %s %s: %s"
                      .formatted(service.title(), job, status, ServiceWords.fit(words))));
      case null, default ->
          StepResult.failed(
              new Failure.Unknown(
                  Failure.Unknown.NO_ANSWER,
                  "%s tells no state of job %s that is known: %s"
                      .formatted(service.title(), job, ServiceWords.fit(status))));
    };
  }
}
