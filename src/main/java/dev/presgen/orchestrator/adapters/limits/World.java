package dev.presgen.orchestrator.adapters.limits;

import org.springframework.core.env.Environment;

/** Which outside services are called: {@code presgen.world}. */
public enum World {
  /** The stand-ins in this process. */
  SANDBOX,
  /** The real ones. */
  LIVE;

  static final String SETTING = "presgen.world";

  static World of(Environment environment) {
    String name = environment.getProperty(SETTING, "sandbox");
    return switch (name) {
      case "sandbox" -> SANDBOX;
      case "live" -> LIVE;
      default ->
          throw new IllegalArgumentException(
              SETTING + " must be sandbox or live, not " + name + ".");
    };
  }
}
