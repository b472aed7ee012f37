package dev.presgen.orchestrator.sandbox.google.quota;

import dev.presgen.orchestrator.sandbox.Caller;
import dev.presgen.orchestrator.sandbox.Operation;
import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** Counts each call before anything of it is looked at, so that bad ones count as well. */
record QuotaCheck(Quotas quotas) implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Operation.of(request)
        .filter(operation -> GoogleApi.of(operation.service()).isPresent())
        .ifPresent(
            operation -> {
              var isDownload = "media".equals(request.getParameter("alt"));
              var cost = QuotaClass.of(operation, request.getMethod(), isDownload);
              quotas.take(cost, Caller.current().email());
            });
    return true;
  }
}
