package dev.presgen.orchestrator.adapters.presgen;

import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.adapters.limits.ServiceWords;
import dev.presgen.orchestrator.workflows.StepResult;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Looks at PresGen Avatar, and at the voices that its synchronous style tells of. */
final class VoiceCheck extends ServiceCheck {
  /** What a request gets that names no voice. */
  private static final String USUAL = "default";

  private static final String SUBJECT = Service.AVATAR.title() + ", voices";
  private static final int NAMES_MAX = 10;

  VoiceCheck(PresGenHttp http, Reach reach, String without) {
    super(Service.AVATAR, http, reach, Api.RENDER, PresGenAvatar.RENDER_PATH, without);
  }

  @Override
  List<Finding> well(StepResult<JsonNode> looked) {
    return Stream.concat(super.well(looked).stream(), voices(looked).stream()).toList();
  }

  private static List<Finding> voices(StepResult<JsonNode> looked) {
    if (!(looked instanceof StepResult.Done<JsonNode>(var answer))
        || !answer.path("profiles").isArray()) {
      return List.of();
    }
    List<String> names =
        answer.path("profiles")
            .valueStream()
            .map(profile -> profile.isString() ? profile : profile.path("name"))
            .map(name -> name.asString(""))
            .filter(name -> !name.isBlank())
            .toList();
    String known =
        ServiceWords.fit(String.join(", ", names.subList(0, Math.min(NAMES_MAX, names.size()))));
    return List.of(
        names.contains(USUAL)
            ? new Finding(SUBJECT, Verdict.WELL, names.size() + " known: " + known + ".", "")
            : new Finding(
                SUBJECT,
                Verdict.BROKEN,
                "There is no voice profile called " + USUAL
                    + ", which requests get that name none.",
                names.isEmpty()
                    ? "Make a voice profile in the service."
                    : "Make one in the service, or name one of these as delivery.voiceProfile: "
                        + known));
  }
}
