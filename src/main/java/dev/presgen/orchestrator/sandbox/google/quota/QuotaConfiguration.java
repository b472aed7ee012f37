package dev.presgen.orchestrator.sandbox.google.quota;

import dev.presgen.orchestrator.sandbox.CheckOrder;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@SandboxOnly
class QuotaConfiguration implements WebMvcConfigurer {

  private final Quotas quotas;

  QuotaConfiguration(Quotas quotas) {
    this.quotas = quotas;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new QuotaCheck(quotas))
        .addPathPatterns("/sandbox/google/**")
        .order(CheckOrder.QUOTA);
  }
}
