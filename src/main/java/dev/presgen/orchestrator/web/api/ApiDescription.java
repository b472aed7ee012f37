package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.web.api.problem.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
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

  private static final String PROBLEM = "Problem";

  @Bean
  OpenApiCustomizer onlyTheApi() {
    return description -> {
      description.info(
          new Info().title("PresGen-Assess orchestrator").version("1").description(DESCRIPTION));
      // Pages and stand-ins of outside services are no part of it.
      description.getPaths().keySet().removeIf(path -> !path.startsWith("/api/"));
      ModelConverters.getInstance()
          .readAll(Problem.class)
          .forEach(description.getComponents()::addSchemas);
      description.getPaths().forEach(ApiDescription::describeAnswers);
    };
  }

  private static void describeAnswers(String path, PathItem item) {
    if (item.getPost() != null) {
      var answers = item.getPost().getResponses();
      var again = answers.computeIfAbsent("200", _ -> new ApiResponse());
      answers.addApiResponse(
          path.endsWith("/runs") ? "201" : "202",
          new ApiResponse().description("Done the first time").content(again.getContent()));
      again.description("The same as the first time; or what a dry run tells");
    }
    item.readOperations()
        .forEach(
            operation -> operation.getResponses()
                .addApiResponse(
                    ApiResponses.DEFAULT,
                    new ApiResponse().description("A problem").content(problem())));
  }

  private static Content problem() {
    return new Content()
        .addMediaType(
            "application/problem+json",
            new MediaType()
                .schema(new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + PROBLEM)));
  }
}
