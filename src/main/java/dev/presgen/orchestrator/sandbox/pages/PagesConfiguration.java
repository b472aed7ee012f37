package dev.presgen.orchestrator.sandbox.pages;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Where the sandbox's templates lie, and the headers of everything below {@code /sandbox/}. */
@Configuration
@SandboxOnly
class PagesConfiguration implements WebMvcConfigurer {

  /** No script at all; styles, videos and posted forms from and to this server only. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; media-src 'self'; img-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  @Bean
  ClassLoaderTemplateResolver sandboxTemplates() {
    var resolver = new ClassLoaderTemplateResolver();
    resolver.setOrder(1);
    resolver.setResolvablePatterns(Set.of("sandbox/*"));
    resolver.setSuffix(".html");
    resolver.setTemplateMode(TemplateMode.HTML);
    resolver.setCharacterEncoding("UTF-8");
    return resolver;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/sandbox/assets/**")
        .addResourceLocations("classpath:/sandbox/assets/");
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Headers()).addPathPatterns("/sandbox/**");
  }

  private static final class Headers implements HandlerInterceptor {
    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      response.setHeader("Content-Security-Policy", POLICY);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Referrer-Policy", "no-referrer");
      return true;
    }
  }
}
