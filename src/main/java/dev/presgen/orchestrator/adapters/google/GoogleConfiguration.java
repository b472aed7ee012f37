package dev.presgen.orchestrator.adapters.google;

import dev.presgen.orchestrator.adapters.google.GoogleClients.Root;
import dev.presgen.orchestrator.adapters.limits.OutsideCalls;
import dev.presgen.orchestrator.adapters.limits.OwnAddress;
import dev.presgen.orchestrator.adapters.limits.World;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GoogleProperties.class)
class GoogleConfiguration {
  private static final String SANDBOX_PATH = "sandbox/google/";

  @Bean
  GoogleClients googleClients(GoogleProperties settings, World world, OwnAddress own) {
    return new GoogleClients(
        tokens(settings, world),
        settings.connectTimeout(),
        settings.callTimeout(),
        () -> root(settings, world, own));
  }

  private static TokenSource tokens(GoogleProperties settings, World world) {
    return switch (world) {
      case SANDBOX -> TokenSource.none();
      case LIVE -> {
        if (settings.credentials() != null) {
          yield TokenSource.of(settings.credentials(), settings.subject());
        }
        if (settings.rootUrl() == null) {
          throw new IllegalArgumentException(
              "presgen.world is live, so presgen.google.credentials must be set.");
        }
        yield TokenSource.none();
      }
    };
  }

  private static Optional<Root> root(GoogleProperties settings, World world, OwnAddress own) {
    if (settings.rootUrl() != null) {
      return Optional.of(new Root.At(settings.rootUrl()));
    }
    return switch (world) {
      case SANDBOX -> own.resolve(SANDBOX_PATH).map(Root.At::new);
      case LIVE -> Optional.of(new Root.Own());
    };
  }

  @Bean
  GoogleCalls googleCalls(GoogleClients clients, OutsideCalls outside, GoogleProperties settings) {
    return new GoogleCalls(clients, outside, settings.callTimeout());
  }

  @Bean
  Sharing googleSharing(GoogleCalls calls) {
    return new Sharing(calls);
  }

  @Bean
  RunFolders runFolders(
      GoogleCalls calls, Sharing sharing, GoogleProperties settings, World world) {
    return new DriveFolders(calls, sharing, settings.parentFolder(), settings.listingLagIn(world));
  }

  @Bean
  AssessmentForms assessmentForms(GoogleCalls calls, Sharing sharing, GoogleProperties settings) {
    return new GoogleForms(calls, sharing, settings.emailCollection());
  }

  @Bean
  ResultSheets resultSheets(GoogleCalls calls) {
    return new GoogleSheets(calls);
  }
}
