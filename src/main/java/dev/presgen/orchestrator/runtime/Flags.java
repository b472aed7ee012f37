package dev.presgen.orchestrator.runtime;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.workflows.Services.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The switches of the outside services that runs can do without. */
public interface Flags {

  /** How many switchings of a service are told, the last ones first. */
  int TOLD_MAX = 50;

  /** Every service, in the order in which runs call them. */
  List<Flag> all();

  /** How a service is switched. */
  Flag of(Service service);

  /**
   * Switches a service, for all nodes. Once it is off, what waits for it is tried again at once, so
   * that it goes on without; what is under way is not interrupted.
   *
   * @param by who, at most 200 characters, and why, 1 to 1,000
   * @param once under which key it counts once
   */
  Switched change(Service service, boolean enabled, By by, Optional<Once> once);

  /** What came of switching. */
  sealed interface Switched {
    /** It is switched, by this or by an earlier request with the same key. */
    record Done(Flag flag) implements Switched {}

    /** The request's key was used for another request. */
    record KeyReused() implements Switched {}
  }

  /**
   * A service's switch.
   *
   * @param switches what people did, the last first; at most {@link #TOLD_MAX}
   */
  record Flag(Service service, boolean enabled, List<Switching> switches) {
    public Flag {
      switches = List.copyOf(switches);
    }
  }

  /** What a person did. */
  record Switching(boolean enabled, By by, Instant at) {}
}
