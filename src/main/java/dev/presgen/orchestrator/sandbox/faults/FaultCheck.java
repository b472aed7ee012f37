package dev.presgen.orchestrator.sandbox.faults;

import dev.presgen.orchestrator.sandbox.CallFilter;
import dev.presgen.orchestrator.sandbox.Operation;
import dev.presgen.orchestrator.sandbox.ReadRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** Looks up what happens to a call: at once, or when its answer leaves. */
record FaultCheck(Faults faults) implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler)
      throws InterruptedException {
    var rule = faults.due(call(request)).orElse(null);
    if (rule == null) {
      return true;
    }
    if (!rule.afterEffect() && rule.fault() instanceof Fault.Delayed(var delay)) {
      Thread.sleep(delay);
      return true;
    }
    new Disturbed(rule.fault()).putInto(request);
    return rule.afterEffect();
  }

  private static Rule.Call call(HttpServletRequest request) {
    var operation = Operation.of(request);
    return new Rule.Call(
        operation.map(Operation::service),
        operation.map(Operation::name),
        request.getMethod(),
        CallFilter.path(request),
        ReadRequest.text(request));
  }
}
