package dev.presgen.orchestrator.web.api.request;

import dev.presgen.orchestrator.web.api.problem.Fault;
import dev.presgen.orchestrator.web.api.problem.Problem;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/**
 * Reads query parameters and notes what is wrong. One that is absent or wrong reads as empty; {@link
 * #done} refuses the request when anything was wrong, or was sent and never asked for.
 */
public final class Query {

  private final Map<String, String[]> sent;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Fault> faults = new ArrayList<>();

  /**
   * The parameters of a request.
   *
   * @throws RequestRefused when they are not encoded as they must be
   */
  public Query(HttpServletRequest request) {
    try {
      this.sent = request.getParameterMap();
    } catch (IllegalStateException malformed) {
      throw new RequestRefused(
          Problem.of(
              HttpStatus.BAD_REQUEST,
              "MALFORMED_QUERY",
              "The query is not percent-encoded UTF-8."));
    }
  }

  /** A text that is not blank. */
  public Optional<String> text(String name, int longest) {
    known.add(name);
    var values = sent.get(name);
    if (values == null) {
      return Optional.empty();
    }
    if (values.length > 1) {
      return wrong(name, "is there " + values.length + " times, may be there once");
    }
    if (values[0].isBlank()) {
      return wrong(name, "is blank: leave it out, or give a value");
    }
    if (values[0].length() > longest) {
      return wrong(
          name,
          "has %d characters, at most %d are allowed".formatted(values[0].length(), longest));
    }
    return Optional.of(values[0]);
  }

  /** One of an enum's constants. */
  public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return text(name, 200)
        .flatMap(
            text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .or(
                    () -> wrong(
                        name,
                        "is \"%s\", must be one of %s"
                            .formatted(
                                text,
                                Arrays.stream(type.getEnumConstants())
                                    .map(Enum::name)
                                    .sorted()
                                    .collect(Collectors.joining(", "))))));
  }

  public boolean flag(String name) {
    return text(name, 200)
        .flatMap(
            text -> switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> wrong(name, "is \"%s\", must be true or false".formatted(text));
            })
        .orElse(false);
  }

  /** A whole number within bounds. */
  public Optional<Integer> whole(String name, int least, int most) {
    var text = text(name, 200);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException none) {
      // Said below, together with a number that is out of bounds.
    }
    return wrong(
        name,
        "is \"%s\", must be a whole number from %d to %d".formatted(text.get(), least, most));
  }

  /** Notes that a parameter is wrong, and is what it then reads as. */
  public <T> Optional<T> wrong(String name, String detail) {
    faults.add(Fault.ofParameter(name, name + " " + detail));
    return Optional.empty();
  }

  /** Refuses the request when anything was wrong with its parameters. */
  public void done() {
    sent.keySet()
        .stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .forEach(name -> wrong(name, unknown()));
    if (!faults.isEmpty()) {
      throw RequestRefused.invalid(faults);
    }
  }

  private String unknown() {
    return known.isEmpty()
        ? "is no parameter here; there are none"
        : "is no parameter here; the parameters are " + String.join(", ", known);
  }
}
