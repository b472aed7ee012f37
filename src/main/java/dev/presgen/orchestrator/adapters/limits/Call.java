package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.core.Failure;

/**
 * One kind of request to an outside service.
 *
 * @param operation as the service calls it, such as {@code forms.batchUpdate}
 */
public record Call(Service service, String operation, Effect effect) {

  /**
   * The failure of a request that was sent, or may have been, and got no usable answer.
   *
   * @param detail what came instead, for a person
   */
  public Failure unanswered(String detail) {
    return effect.repeatable()
        ? new Failure.Transient(detail)
        : new Failure.Unknown(Failure.Unknown.NO_ANSWER, detail);
  }
}
