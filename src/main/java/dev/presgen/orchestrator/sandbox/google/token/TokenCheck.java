package dev.presgen.orchestrator.sandbox.google.token;

import dev.presgen.orchestrator.sandbox.Operation;
import dev.presgen.orchestrator.sandbox.SandboxProperties.TokenUse;
import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import dev.presgen.orchestrator.sandbox.google.Method;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Optional;
import org.springframework.web.servlet.HandlerInterceptor;

/** Finds out who calls. */
record TokenCheck(Tokens tokens, TokenUse use) implements HandlerInterceptor {

  private static final String BEARER = "Bearer ";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    var method = Operation.of(request)
        .flatMap(operation -> GoogleApi.of(operation.service())
            .flatMap(api -> api.method(operation.name())));
    method.ifPresent(known -> check(request, known));
    return true;
  }

  private void check(HttpServletRequest request, Method method) {
    var grant =
        Optional.ofNullable(request.getHeader("Authorization"))
            .filter(header -> header.startsWith(BEARER))
            .flatMap(header -> tokens.find(header.substring(BEARER.length())));
    if (grant.isEmpty()) {
      if (use == TokenUse.REQUIRED) {
        throw GoogleError.unauthenticated();
      }
      return;
    }
    if (Collections.disjoint(grant.get().scopes(), method.scopes())) {
      throw GoogleError.scopeInsufficient();
    }
    grant.get().caller().putInto(request);
  }
}
