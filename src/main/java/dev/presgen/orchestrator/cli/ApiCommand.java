package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.ApiClient;
import java.util.concurrent.Callable;

/** A command that calls the service. */
abstract class ApiCommand implements Callable<Integer> {
  private final Session session;

  ApiCommand(Session session) {
    this.session = session;
  }

  @Override
  public final Integer call() throws InterruptedException {
    try (var api = session.api()) {
      return call(api);
    }
  }

  /** Does the command's work and gives its exit code. */
  abstract int call(ApiClient api) throws InterruptedException;

  final Session session() {
    return session;
  }
}
