package dev.presgen.orchestrator.sandbox;

import java.util.Optional;

/** Knows the operations of some stand-ins by what is asked for over HTTP. */
public interface Operations {

  /**
   * The operation.
   *
   * @param path below the context path, encoded as it came
   */
  Optional<Operation> find(String httpMethod, String path);
}
