package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.runtime.OrderRequest;
import dev.presgen.orchestrator.runtime.OrderRequest.Action;
import dev.presgen.orchestrator.web.api.problem.Fault;
import dev.presgen.orchestrator.web.api.problem.RequestRefused;
import dev.presgen.orchestrator.web.api.request.Call;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what orders are sent. The records only describe the bodies to callers. */
final class OrderBody {

  private static final int REASON_MAX = 2_000;
  private static final int PATH_MAX = 500;
  private static final int TIME_MAX = 100;

  /** As long as any name or address. */
  private static final int WHO_MAX = 200;

  private OrderBody() {}

  private static final String REASON = "Why; kept in the run's history";
  private static final String PATH =
      "The step, or the item such as GENERATE_PRESENTATIONS/3; needed where several could be meant";

  @Schema(name = "Reason")
  record Plain(
      @Schema(
          description = REASON,
          maxLength = REASON_MAX,
          requiredMode = Schema.RequiredMode.REQUIRED) String reason) {}

  @Schema(name = "Cancel")
  record Cancel(
      @Schema(
          description = REASON,
          maxLength = REASON_MAX,
          requiredMode = Schema.RequiredMode.REQUIRED) String reason,
      @Schema(description = "Take back what the run has made outside") boolean undo,
      @Schema(description = "Accept what could not be taken back") boolean accept) {}

  @Schema(name = "Retry")
  record Retry(
      @Schema(
          description = REASON,
          maxLength = REASON_MAX,
          requiredMode = Schema.RequiredMode.REQUIRED) String reason,
      @Schema(description = PATH) @Nullable String path) {}

  @Schema(name = "Skip")
  record Skip(
      @Schema(
          description = REASON,
          maxLength = REASON_MAX,
          requiredMode = Schema.RequiredMode.REQUIRED) String reason,
      @Schema(description = PATH) @Nullable String path,
      @Schema(
          description = "What stands in for what the step would have given",
          implementation = Object.class) @Nullable JsonNode output) {}

  @Schema(name = "Rewind")
  record Rewind(
      @Schema(
          description = REASON,
          maxLength = REASON_MAX,
          requiredMode = Schema.RequiredMode.REQUIRED) String reason,
      @Schema(
          description = "The step to go back to, or the item such as GENERATE_PRESENTATIONS/3 to"
              + " begin again with",
          maxLength = PATH_MAX,
          example = "GENERATE_TRAINING_PLAN",
          requiredMode = Schema.RequiredMode.REQUIRED) String to,
      @Schema(
          description = "What the step is to take instead of what other steps gave, named as the"
              + " step names what it takes: {\"plan\": {...}} for GENERATE_COURSE_OUTLINES. It"
              + " takes the place of that output for all that follows",
          implementation = Object.class) @Nullable JsonNode input) {}

  @Schema(name = "Delegate")
  record Delegate(
      @Schema(
          description = REASON,
          maxLength = REASON_MAX,
          requiredMode = Schema.RequiredMode.REQUIRED) String reason,
      @Schema(
          description = "Who is asked from now on: an address or a name",
          maxLength = WHO_MAX,
          example = "someone@example.org",
          requiredMode = Schema.RequiredMode.REQUIRED) String to,
      @Schema(description = PATH) @Nullable String path) {}

  @Schema(name = "Extend")
  record Extend(
      @Schema(
          description = REASON,
          maxLength = REASON_MAX,
          requiredMode = Schema.RequiredMode.REQUIRED) String reason,
      @Schema(
          description = "The new deadline, with its zone",
          type = "string",
          format = "date-time",
          requiredMode = Schema.RequiredMode.REQUIRED) Instant until,
      @Schema(description = PATH) @Nullable String path) {}

  static OrderRequest pause(Call call) {
    return read(call, _ -> Optional.of(new Action.Pause()));
  }

  static OrderRequest resume(Call call) {
    return read(call, _ -> Optional.of(new Action.Resume()));
  }

  static OrderRequest cancel(Call call) {
    return read(
        call,
        in -> {
          boolean undo = in.fields().flag("undo").orElse(false);
          boolean accept = in.fields().flag("accept").orElse(false);
          return Optional.of(new Action.Cancel(undo, accept));
        });
  }

  static OrderRequest retry(Call call) {
    return read(call, in -> Optional.of(new Action.Retry(path(in))));
  }

  static OrderRequest skip(Call call) {
    return read(
        call,
        in -> {
          var output = in.fields().element("output").map(Fields.Element::value);
          return Optional.of(new Action.Skip(path(in), output));
        });
  }

  static OrderRequest rewind(Call call) {
    return read(
        call,
        in -> {
          var to = in.fields().need("to").literal("to", PATH_MAX);
          var input = in.fields().element("input").map(Fields.Element::value);
          return to.map(step -> new Action.Rewind(step, input));
        });
  }

  static OrderRequest delegate(Call call) {
    return read(
        call,
        in -> {
          var to = in.fields().need("to").text("to", WHO_MAX);
          var path = path(in);
          return to.map(who -> new Action.Delegate(path, who));
        });
  }

  static OrderRequest extend(Call call) {
    return read(
        call,
        in -> {
          in.fields().need("until");
          var path = path(in);
          return time(in).map(until -> new Action.Extend(path, until));
        });
  }

  private record Reading(Fields fields, Problems problems) {}

  /** Reads an order; its action is empty only when a problem was noted. */
  private static OrderRequest read(Call call, Function<Reading, Optional<Action>> rest) {
    var problems = new Problems();
    var fields = Fields.of(call.body(), "", problems).need("reason");
    var reason = fields.literal("reason", REASON_MAX);
    var action = rest.apply(new Reading(fields, problems));
    fields.done();
    return switch (problems.orElse(
        call.body(),
        () -> new OrderRequest(
            action.orElseThrow(), new By(call.who(), reason.orElseThrow()), call.once()))) {
      case Checked.Right<OrderRequest>(var order) -> order;
      case Checked.Wrong<OrderRequest>(var wrong) ->
          throw RequestRefused.invalid(Fault.below("", wrong));
    };
  }

  private static Optional<String> path(Reading in) {
    return in.fields().literal("path", PATH_MAX);
  }

  private static Optional<Instant> time(Reading in) {
    var text = in.fields().literal("until", TIME_MAX);
    try {
      return text.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeException none) {
      in.problems()
          .add(
              in.fields().at("until"),
              "is \"%s\", must be a time with its zone, such as 2027-01-31T18:00:00Z"
                  .formatted(text.orElseThrow()));
      return Optional.empty();
    }
  }
}
