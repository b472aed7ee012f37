package dev.presgen.orchestrator.sandbox.presgen;

import dev.presgen.orchestrator.sandbox.Operation;
import dev.presgen.orchestrator.sandbox.Operation.Service;
import dev.presgen.orchestrator.sandbox.Operations;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The operations of PresGen Core and Avatar. */
@Component
@SandboxOnly
class PresGenOperations implements Operations {

  private static final List<Known> ALL =
      List.of(
          core("healthz", "GET", "healthz"),
          core("render", "POST", "render"),
          core("presentations.educational", "POST", "presentations/educational"),
          core("jobs.status", "GET", "api/v1/jobs/[^/]+/status"),
          avatar("training.presentation-only", "POST", "training/presentation-only"),
          avatar("training.status", "GET", "training/status/[^/]+"),
          avatar("training.download", "GET", "training/download/[^/]+"),
          avatar("training.voice-profiles", "GET", "training/voice-profiles"),
          avatar("avatar.videos", "POST", "api/v1/avatar/videos"),
          avatar("avatar.videos.get", "GET", "api/v1/avatar/videos/[^/]+"));

  private record Known(Operation operation, String httpMethod, Pattern path) {}

  @Override
  public Optional<Operation> find(String httpMethod, String path) {
    return ALL.stream()
        .filter(known -> known.httpMethod().equals(httpMethod))
        .filter(known -> known.path().matcher(path).matches())
        .map(Known::operation)
        .findFirst();
  }

  private static Known core(String name, String httpMethod, String path) {
    return known(Service.CORE, name, httpMethod, path);
  }

  private static Known avatar(String name, String httpMethod, String path) {
    return known(Service.AVATAR, name, httpMethod, path);
  }

  private static Known known(Service service, String name, String httpMethod, String path) {
    return new Known(
        new Operation(service, name),
        httpMethod,
        Pattern.compile("/sandbox/" + service.id() + "/" + path));
  }
}
