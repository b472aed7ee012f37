package dev.presgen.orchestrator.core;

import java.util.List;

/** A workflow that cannot work. Names everything that is wrong with it at once. */
public final class BrokenWorkflow extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<String> errors;

  BrokenWorkflow(String workflow, List<String> errors) {
    super("workflow " + workflow + " is broken:\n- " + String.join("\n- ", errors));
    this.errors = List.copyOf(errors);
  }

  /** What is wrong, a sentence each. */
  public List<String> errors() {
    return errors;
  }
}
