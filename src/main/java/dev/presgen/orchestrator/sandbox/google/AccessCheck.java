package dev.presgen.orchestrator.sandbox.google;

import dev.presgen.orchestrator.sandbox.Operation.Service;
import dev.presgen.orchestrator.sandbox.Situations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses everybody while something is wrong with the project or its tokens. */
record AccessCheck(Situations situations) implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    GoogleMethods.api(request).ifPresent(api -> check(api.service()));
    return true;
  }

  private void check(Service service) {
    if (situations.has(Situations.Kind.TOKEN_REVOKED)) {
      throw GoogleError.unauthenticated();
    }
    var name = service.id().substring("google-".length());
    if (situations.has(Situations.Kind.API_DISABLED, name)) {
      throw disabled(name);
    }
    if (situations.has(Situations.Kind.SCOPE_MISSING)) {
      throw GoogleError.scopeInsufficient();
    }
  }

  private static GoogleError disabled(String name) {
    var title = name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    return GoogleError.forbidden(
        "accessNotConfigured",
        "Google %s API has not been used in project 100000000001 before or it is disabled. Enable it, then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry."
            .formatted(title))
        .in(GoogleError.USAGE_LIMITS)
        .with(
            new ErrorInfo(
                "SERVICE_DISABLED",
                Map.of("service", name + ".googleapis.com", "consumer", ErrorInfo.CONSUMER)));
  }
}
