package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.adapters.limits.ServiceWords;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the state of a job means for the step that waits for it. */
final class Jobs {
  private final Service service;
  private final JobsProperties settings;

  Jobs(Service service, JobsProperties settings) {
    this.service = service;
    this.settings = settings;
  }

  /** The token of a job that was just submitted. */
  StepResult<JobToken> started(Call submit, @Nullable String jobId) {
    return JobToken.first(jobId)
        .map(StepResult::done)
        .orElseGet(() -> StepResult.failed(submit.unanswered(service.title() + " named no job.")));
  }

  /** A job that the service has forgotten comes to nothing: it may be submitted again. */
  <A> StepResult<A> known(JobToken job, StepResult<A> polled) {
    return polled instanceof StepResult.Failed<A>(Failure.Permanent(var code, _, _))
        && code.equals(PresGenErrors.NOT_FOUND)
            ? StepResult.failed(
                new Failure.Transient(service.title() + " no longer knows job " + job.id() + "."))
            : polled;
  }

  /**
   * Reads a state.
   *
   * @param words what the service says about a failure
   * @param made what there is once the job is completed
   */
  <T> StepResult<T> result(
      JobToken job, @Nullable String status, @Nullable String words, Supplier<StepResult<T>> made) {
    return switch (status) {
      case "completed" -> made.get();
      case "queued", "processing", "rendering" ->
          job.expired(settings)
              ? StepResult.failed(
                  new Failure.Unknown(
                      Failure.Unknown.NO_ANSWER,
                      service.title() + " has not finished job " + job.id() + " in time."))
              : new StepResult.Pending<>(job.text(), job.pause(settings));
      case "failed", "cancelled" ->
          StepResult.failed(
              new Failure.Transient(
                  "%s, job %s %s: %s"
                      .formatted(service.title(), job.id(), status, ServiceWords.fit(words))));
      case null, default ->
          StepResult.failed(
              new Failure.Unknown(
                  Failure.Unknown.NO_ANSWER,
                  "%s tells no state of job %s that is known: %s"
                      .formatted(service.title(), job.id(), ServiceWords.fit(status))));
    };
  }
}
