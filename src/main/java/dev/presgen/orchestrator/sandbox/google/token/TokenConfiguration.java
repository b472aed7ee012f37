package dev.presgen.orchestrator.sandbox.google.token;

import dev.presgen.orchestrator.sandbox.CheckOrder;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.SandboxProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@SandboxOnly
class TokenConfiguration implements WebMvcConfigurer {

  private final Tokens tokens;
  private final SandboxProperties settings;

  TokenConfiguration(Tokens tokens, SandboxProperties settings) {
    this.tokens = tokens;
    this.settings = settings;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new TokenCheck(tokens, settings.google().tokens()))
        .addPathPatterns("/sandbox/google/**")
        .order(CheckOrder.TOKEN);
  }
}
