package dev.presgen.orchestrator.sandbox.google;

import dev.presgen.orchestrator.sandbox.CheckOrder;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Situations;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@SandboxOnly
class GoogleChecks implements WebMvcConfigurer {

  private static final String ALL = "/sandbox/google/**";

  private final Situations situations;

  GoogleChecks(Situations situations) {
    this.situations = situations;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new AccessCheck(situations))
        .addPathPatterns(ALL)
        .order(CheckOrder.ACCESS);
    registry.addInterceptor(new ParameterCheck()).addPathPatterns(ALL).order(CheckOrder.PARAMETERS);
  }
}
