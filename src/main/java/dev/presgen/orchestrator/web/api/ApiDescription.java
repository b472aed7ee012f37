package dev.presgen.orchestrator.web.api;

import io.swagger.v3.oas.models.info.Info;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the API's machine-readable description says of the API as a whole. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

  private static final String DESCRIPTION =
      """
      Carries certification assessments from the request to delivered study material. Times are \
      ISO 8601 in UTC. Whatever goes wrong is answered as problem details (RFC 9457) with a \
      `code`; bad input with `errors`, each with a JSON pointer from the root of the body; what \
      does not fit a run as it stands with what is `possible` instead.""";

  @Bean
  OpenApiCustomizer onlyTheApi() {
    return description -> {
      description.info(
          new Info().title("PresGen-Assess orchestrator").version("1").description(DESCRIPTION));
      // Pages and stand-ins of outside services are no part of it.
      description.getPaths().keySet().removeIf(path -> !path.startsWith("/api/"));
    };
  }
}
