package dev.presgen.orchestrator.e2e;

import tools.jackson.databind.node.ObjectNode;

/** What runs are asked for. */
public final class Requests {
  static final String LEARNER = "learner@example.org";

  private Requests() {}

  /** The request that comes with the product. */
  static ObjectNode example() {
    return Bank.read("/examples/assessment.json");
  }

  /** The same with a question for each domain, two courses and short decks. */
  public static ObjectNode small() {
    var request = example();
    request.withObject("/input/assessment").put("questionCount", 4).put("seed", 1);
    request.withObject("/input/delivery").put("courses", 2).put("slidesPerCourse", 3);
    return request;
  }
}
