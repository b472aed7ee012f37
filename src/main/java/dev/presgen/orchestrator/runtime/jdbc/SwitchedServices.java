package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Payloads;
import dev.presgen.orchestrator.workflows.Services;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is off, as this node knows: read from the database when it was not within a second. */
final class SwitchedServices implements Services {

  /** By then a switch counts on every node. */
  static final Duration KNOWN_EVERYWHERE = Duration.ofSeconds(1);

  private final SwitchTable table;
  private volatile @Nullable Seen seen;

  private record Seen(Map<Service, Off> off, long nanos) {}

  SwitchedServices(SwitchTable table) {
    this.table = table;
  }

  @Override
  public Optional<Off> switchedOff(Service service) {
    var known = seen;
    if (known == null || System.nanoTime() - known.nanos() >= KNOWN_EVERYWHERE.toNanos()) {
      known = look();
    }
    return Optional.ofNullable(known.off().get(service));
  }

  /** Forgets what it knows, since somebody has switched something here. */
  void changed() {
    seen = null;
  }

  private Seen look() {
    long asked = System.nanoTime();
    try {
      var now = new Seen(Tries.driving(table::off), asked);
      seen = now;
      return now;
    } catch (RuntimeException away) {
      throw new Payloads.Unavailable("it cannot be read which services are switched off", away);
    }
  }
}
