package dev.presgen.orchestrator.e2e;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that the service logs while this is open, with all that a log line may carry. */
final class ServiceLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root;

  private ServiceLog(LoggerContext context) {
    this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** Listens from now on; a service that starts later begins its logging anew. */
  static ServiceLog listen() {
    var log = new ServiceLog((LoggerContext) LoggerFactory.getILoggerFactory());
    log.start();
    log.root.addAppender(log);
    return log;
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(
        "%s %s %s %s %s"
            .formatted(
                event.getLoggerName(),
                event.getFormattedMessage(),
                event.getKeyValuePairs(),
                event.getMDCPropertyMap(),
                Optional.ofNullable(event.getThrowableProxy())
                    .map(ThrowableProxyUtil::asString)
                    .orElse("")));
  }

  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    root.detachAppender(this);
  }
}
