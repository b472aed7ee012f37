package dev.presgen.orchestrator.sandbox.google;

import dev.presgen.orchestrator.sandbox.Operation;
import dev.presgen.orchestrator.sandbox.Operation.Service;
import dev.presgen.orchestrator.sandbox.Operations;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The methods of Google's APIs that the sandbox has. */
@Component
@SandboxOnly
public class GoogleMethods implements Operations {

  private static final String ROOT = "/sandbox/google/";

  @Override
  public Optional<Operation> find(String httpMethod, String path) {
    if (!path.startsWith(ROOT)) {
      return Optional.empty();
    }
    if (path.equals(ROOT + "token")) {
      return Optional.of(new Operation(Service.GOOGLE_TOKEN, "token"));
    }
    return Stream.of(GoogleApi.FORMS, GoogleApi.SHEETS, GoogleApi.DRIVE)
        .flatMap(
            api -> api.method(httpMethod, path.substring(ROOT.length()))
                .map(method -> new Operation(api.service(), method.name()))
                .stream())
        .findFirst();
  }

  /** The API and the method that a request asks for. */
  static Optional<GoogleApi> api(HttpServletRequest request) {
    return Operation.of(request).flatMap(operation -> GoogleApi.of(operation.service()));
  }

  static Optional<Method> method(HttpServletRequest request) {
    return Operation.of(request)
        .flatMap(
            operation -> GoogleApi.of(operation.service())
                .flatMap(api -> api.method(operation.name())));
  }
}
