package dev.presgen.orchestrator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.util.ClassUtils;

/** The service did not start. The message says why, for whoever has started it. */
public final class StartFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** How messages about settings begin: with the setting's name. */
  private static final String SETTINGS = "presgen.";

  private static final String OURS = StartFailed.class.getPackageName() + ".";

  StartFailed(Throwable cause) {
    super(why(cause), cause);
  }

  private static String why(Throwable failure) {
    var chain = Stream.iterate(failure, one -> one != null, Throwable::getCause).toList();
    return aboutSetting(chain)
        .or(() -> chain.stream().flatMap(one -> known(one).stream()).findFirst())
        .orElseGet(() -> text(chain.getLast()));
  }

  /** What was said about a setting, if anything was. */
  static Optional<String> aboutSetting(Throwable failure) {
    return aboutSetting(
        Stream.iterate(failure, one -> one != null, Throwable::getCause).toList());
  }

  private static Optional<String> aboutSetting(List<Throwable> chain) {
    return chain.stream()
        .map(StartFailed::text)
        .filter(text -> text.startsWith(SETTINGS))
        .findFirst();
  }

  private static Optional<String> known(Throwable one) {
    return switch (one) {
      case PortInUseException taken ->
          Optional.of(
              "Port %d is in use. Choose another one (--port; MANAGEMENT_SERVER_PORT for metrics and health), or end what uses it."
                  .formatted(taken.getPort()));
      case BindException unfit -> Optional.of(unfit(unfit));
      default ->
          one.getClass().getName().startsWith(OURS) ? Optional.of(text(one)) : Optional.empty();
    };
  }

  private static String unfit(BindException unfit) {
    return "%s must be %s, not %s."
        .formatted(
            unfit.getName(),
            right(unfit.getTarget().getType().resolve(Object.class)),
            Optional.ofNullable(unfit.getProperty())
                .map(property -> "" + property.getValue())
                .orElse("what it is"));
  }

  private static String right(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(one -> one.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == Duration.class) {
      return "a time, such as 30s, 5m or PT6H";
    }
    return Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type))
        ? "a number"
        : "a " + type.getSimpleName();
  }

  private static String text(Throwable one) {
    return Optional.ofNullable(one.getMessage()).orElse(one.getClass().getSimpleName());
  }
}
