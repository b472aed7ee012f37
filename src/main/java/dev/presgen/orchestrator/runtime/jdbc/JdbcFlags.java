package dev.presgen.orchestrator.runtime.jdbc;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.runtime.Flags;
import dev.presgen.orchestrator.runtime.Once;
import dev.presgen.orchestrator.workflows.Services.Service;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.support.TransactionTemplate;

/** The switches of a database. */
final class JdbcFlags implements Flags {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcFlags.class);

  private final SwitchTable table;
  private final SwitchedServices services;
  private final Scheduler scheduler;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  JdbcFlags(
      SwitchTable table,
      SwitchedServices services,
      Scheduler scheduler,
      TransactionTemplate transaction,
      InstantSource clock) {
    this.table = table;
    this.services = services;
    this.scheduler = scheduler;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public List<Flag> all() {
    return Arrays.stream(Service.values()).map(this::of).toList();
  }

  @Override
  public Flag of(Service service) {
    var switches = Tries.asked(() -> table.of(service, TOLD_MAX));
    return new Flag(service, switches.isEmpty() || switches.getFirst().enabled(), switches);
  }

  @Override
  public Switched change(Service service, boolean enabled, By by, Optional<Once> once) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var switching = new Switching(enabled, by, now);
    if (Tries.asked(() -> tried(service, switching, once))) {
      services.changed();
      scheduler.triggerCheckForDueExecutions();
      LOG.atInfo()
          .addKeyValue("event", "flag.switched")
          .addKeyValue("service", service.id())
          .addKeyValue("enabled", enabled)
          .addKeyValue("who", by.who())
          .log("{} is switched {} by {}", service.title(), enabled ? "on" : "off", by.who());
    } else if (!isRepeat(once)) {
      return new Switched.KeyReused();
    }
    return new Switched.Done(of(service));
  }

  private boolean isRepeat(Optional<Once> once) {
    return once.flatMap(asked -> table.asked(asked).filter(asked.fingerprint()::equals))
        .isPresent();
  }

  /** Whether it is stored by this; not where the request's key was used before. */
  private boolean tried(Service service, Switching switching, Optional<Once> once) {
    try {
      return Objects.requireNonNull(
          transaction.execute(_ -> stored(service, switching, once)));
    } catch (DuplicateKeyException raced) {
      throw new OptimisticLockingFailureException("somebody else was quicker", raced);
    }
  }

  private boolean stored(Service service, Switching switching, Optional<Once> once) {
    if (once.flatMap(table::asked).isPresent()) {
      return false;
    }
    table.insert(service, switching, once);
    if (!switching.enabled()) {
      FlagSweep.call(scheduler, service, soon(switching.at()));
    }
    return true;
  }

  /** When every node knows of the switch, so that nobody who is called asks too early. */
  private static Instant soon(Instant now) {
    return now.plus(SwitchedServices.KNOWN_EVERYWHERE).plusMillis(500);
  }
}
