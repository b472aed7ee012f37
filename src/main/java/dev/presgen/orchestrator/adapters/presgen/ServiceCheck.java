package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Looks whether a PresGen service is there, lets us in and speaks the style that is set: by asking
 * with GET for the path that takes the work with POST, which makes nothing.
 */
class ServiceCheck implements SelfCheck {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Service service;
  private final PresGenHttp http;
  private final Reach reach;
  private final Api api;
  private final String workPath;
  private final String without;

  /**
   * Takes what is looked at.
   *
   * @param workPath takes the work in the style that is set
   * @param without what runs do where there is no such service
   */
  ServiceCheck(
      Service service, PresGenHttp http, Reach reach, Api api, String workPath, String without) {
    this.service = service;
    this.http = http;
    this.reach = reach;
    this.api = api;
    this.workPath = workPath;
    this.without = without;
  }

  @Override
  public String subject() {
    return service.title();
  }

  @Override
  public List<Finding> look() {
    String title = service.title();
    Optional<String> absent = reach.absent();
    if (absent.isPresent()) {
      return List.of(
          new Finding(
              title, Verdict.ABSENT, absent.get() + " " + without, "Set " + setting("base-url")));
    }
    StepResult<JsonNode> looked = reach.look();
    return trouble(looked)
        .or(this::wrongStyle)
        .map(List::of)
        .orElseGet(() -> well(looked));
  }

  /** What is said of a service that is as it should be. */
  List<Finding> well(StepResult<JsonNode> looked) {
    return List.of(
        new Finding(
            service.title(),
            Verdict.WELL,
            "It answers and takes work in the style " + style(api) + ".",
            ""));
  }

  private Optional<Finding> trouble(StepResult<JsonNode> looked) {
    return switch (looked) {
      case StepResult.Done<JsonNode>(var answer) ->
          answer.path("ok").asBoolean(true)
              ? Optional.empty()
              : broken("It answers that it is not well.", "Look into the service's own log.");
      case StepResult.Pending<JsonNode> _, StepResult.LeftOut<JsonNode> _ -> Optional.empty();
      case StepResult.Failed<JsonNode>(var failure) ->
          switch (failure) {
            case Failure.Permanent _ -> Optional.empty();
            case Failure.Blocked blocked -> broken(blocked.what(), blocked.whatToDo());
            case Failure.Throttled throttled ->
                broken("It cannot be asked just now: " + throttled.detail(), "Look again later.");
            case Failure.Transient _, Failure.Unknown _ ->
                broken(
                    failure.detail(),
                    "Start the service, or check " + setting("base-url and the way to it"));
          };
    };
  }

  private Optional<Finding> wrongStyle() {
    var call = new Call(service, "look." + style(api), Effect.READ);
    return http.look(call, LIMIT, workPath,
        JsonNode.class) instanceof StepResult.Failed<JsonNode>(Failure.Permanent(var code, _, _))
        && code.equals(PresGenErrors.NO_SUCH_PATH)
            ? broken(
                "It answers, but does not have /%s: it does not speak the style %s."
                    .formatted(workPath, style(api)),
                "Set %s to %s, or check %s"
                    .formatted(
                        "presgen." + service.id() + ".api",
                        style(api == Api.RENDER ? Api.JOBS : Api.RENDER),
                        setting("base-url")))
            : Optional.empty();
  }

  private Optional<Finding> broken(String detail, String whatToDo) {
    return Optional.of(new Finding(service.title(), Verdict.BROKEN, detail, whatToDo));
  }

  private String setting(String name) {
    return "presgen." + service.id() + "." + name + ".";
  }

  private static String style(Api api) {
    return api.name().toLowerCase(Locale.ROOT);
  }
}
