package dev.presgen.orchestrator.sandbox.faults;

import dev.presgen.orchestrator.sandbox.CallFilter;
import dev.presgen.orchestrator.sandbox.CheckOrder;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@SandboxOnly
class FaultConfiguration implements WebMvcConfigurer {

  private final Faults faults;

  FaultConfiguration(Faults faults) {
    this.faults = faults;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new FaultCheck(faults))
        .addPathPatterns(CallFilter.PATTERNS)
        .order(CheckOrder.FAULT);
  }
}
