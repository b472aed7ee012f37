package dev.presgen.orchestrator.adapters.limits;

import java.util.function.Predicate;

/**
 * Tells resilience4j which results to try again: {@code
 * resilience4j.retry.configs.default.result-predicate} names this class.
 */
public final class WorthAnotherTry implements Predicate<Object> {
  @Override
  public boolean test(Object result) {
    return result instanceof Outgoing.Tried<?> tried && tried.again();
  }
}
