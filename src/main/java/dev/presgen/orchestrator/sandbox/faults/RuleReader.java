package dev.presgen.orchestrator.sandbox.faults;

import dev.presgen.orchestrator.sandbox.Operation.Service;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one rule of a plan. */
final class RuleReader {

  /** No client waits longer than this for one call. */
  private static final Duration HELD_MAX = Duration.ofMinutes(11);

  private static final Duration ENDLESS_DEFAULT = Duration.ofMinutes(1);
  private static final Set<String> COMMON =
      Set.of("service", "operation", "method", "path", "body", "fault", "when", "times",
          "probability", "skip");
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Set<String> TIMES = Set.of("before", "after");

  private final Fields fields;

  private RuleReader(Fields fields) {
    this.fields = fields;
  }

  static Rule read(Fields fields) {
    return new RuleReader(fields).rule();
  }

  private Rule rule() {
    var calls =
        new Rule.Calls(
            service(),
            fields.text("operation").orElse(null),
            oneOf("method", METHODS),
            fields.pattern("path").orElse(null),
            fields.text("body").orElse(null));
    var kind = fields.text("fault").orElseThrow(() -> fields.bad("fault", "is required"));
    var fault =
        switch (kind) {
          case "status" -> refused();
          case "html" -> page();
          case "failure" -> noSuccess(calls.service());
          case "drop" -> only(new Fault.Dropped());
          case "delay" -> delayed();
          case "malformed" -> only(new Fault.Malformed());
          case "truncated" -> only(new Fault.Truncated());
          case "endless" -> endless();
          default ->
              throw fields.bad(
                  "fault",
                  "must be one of status, html, failure, drop, delay, malformed, truncated, endless");
        };
    return new Rule(
        calls,
        fault,
        "after".equals(oneOf("when", TIMES)),
        fields.number("skip", 0, Integer.MAX_VALUE).orElse(0),
        fields.number("times", 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE),
        fields.probability("probability").orElse(1));
  }

  private Fault refused() {
    requireOnly("status", "reason", "message", "retryAfter");
    var status =
        fields.number("status", 400, 599)
            .orElseThrow(() -> fields.bad("status", "is required, from 400 to 599"));
    return new Fault.Refused(
        status,
        fields.text("reason").orElse(null),
        fields.text("message").orElse("The sandbox was asked to refuse this."),
        fields.number("retryAfter", 0, 86_400));
  }

  private Fault page() {
    requireOnly("status");
    return new Fault.Page(fields.number("status", 400, 599).orElse(502));
  }

  private Fault noSuccess(@Nullable Service service) {
    requireOnly("message");
    if (service != Service.CORE && service != Service.AVATAR) {
      throw fields.bad("service", "must be core or avatar for a failure with status 200");
    }
    return new Fault.NoSuccess(
        fields.text("message").orElse("The sandbox was asked to fail at this."));
  }

  private Fault delayed() {
    requireOnly("delay");
    return new Fault.Delayed(
        fields.duration("delay", HELD_MAX)
            .orElseThrow(() -> fields.bad("delay", "is required, such as 500ms or 2s")));
  }

  private Fault endless() {
    requireOnly("atMost");
    return new Fault.Endless(fields.duration("atMost", HELD_MAX).orElse(ENDLESS_DEFAULT));
  }

  private Fault only(Fault fault) {
    requireOnly();
    return fault;
  }

  private void requireOnly(String... more) {
    var known = new HashSet<>(COMMON);
    known.addAll(Set.of(more));
    fields.requireOnly(known);
  }

  private @Nullable Service service() {
    var text = fields.text("service").orElse(null);
    if (text == null) {
      return null;
    }
    return Arrays.stream(Service.values())
        .filter(service -> service.id().equals(text))
        .findFirst()
        .orElseThrow(
            () -> fields.bad(
                "service",
                Arrays.stream(Service.values())
                    .map(Service::id)
                    .collect(Collectors.joining(", ", "must be one of ", ""))));
  }

  private @Nullable String oneOf(String name, Set<String> words) {
    var word = fields.text(name).orElse(null);
    if (word != null && !words.contains(word)) {
      throw fields.bad(name, "must be one of " + new java.util.TreeSet<>(words));
    }
    return word;
  }
}
