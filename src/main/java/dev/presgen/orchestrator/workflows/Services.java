package dev.presgen.orchestrator.workflows;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Says which outside services a person has switched off. A step that calls one of them asks at the
 * start of every attempt and every poll: what is off is not called.
 */
public interface Services {

  /** An outside service that runs can do without. */
  enum Service {
    CORE("core", "PresGen Core"),
    AVATAR("avatar", "PresGen Avatar"),
    AGENT("agent", "The agent service"),
    NOTIFY("notify", "Notification");

    private final String id;
    private final String title;

    Service(String id, String title) {
      this.id = id;
      this.title = title;
    }

    /** The name in the API and in the database. */
    public String id() {
      return id;
    }

    /** The name for a person. */
    public String title() {
      return title;
    }

    /** The service with this id. */
    public static Optional<Service> of(String id) {
      return Arrays.stream(values()).filter(service -> service.id.equals(id)).findFirst();
    }
  }

  /** All services are on. */
  Services ALL_ON = _ -> Optional.empty();

  /**
   * Who has switched a service off and why; nothing while it is on. A switch counts on every node
   * within about a second.
   */
  Optional<Off> switchedOff(Service service);

  /**
   * A service that is off.
   *
   * @param who has switched it off, 1 to 200 characters
   * @param why the reason given, 1 to 1,000 characters
   */
  record Off(Service service, String who, String why, Instant since) {

    /** What the history of a run says that goes on without the service. */
    public String reason() {
      return service.title() + " is switched off: " + why;
    }
  }
}
