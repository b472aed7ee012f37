package dev.presgen.orchestrator.adapters.google;

import dev.presgen.orchestrator.adapters.google.GoogleClients.Root;
import dev.presgen.orchestrator.adapters.limits.OutsideCalls;
import dev.presgen.orchestrator.adapters.limits.OwnAddress;
import dev.presgen.orchestrator.adapters.limits.Secret;
import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import dev.presgen.orchestrator.adapters.limits.World;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GoogleProperties.class)
class GoogleConfiguration {
  private static final String SANDBOX_PATH = "sandbox/google/";

  /** The environment variable that Google's own tools read. */
  private static final String GOOGLES_OWN = "GOOGLE_APPLICATION_CREDENTIALS";

  @Bean
  GoogleClients googleClients(
      GoogleProperties settings, World world, OwnAddress own, Environment environment) {
    return new GoogleClients(
        tokens(settings, world, environment),
        settings.connectTimeout(),
        settings.callTimeout(),
        () -> root(settings, world, own));
  }

  /**
   * The setting counts first; an emulator, a proxy of one's own, needs none; then the file that
   * GOOGLE_APPLICATION_CREDENTIALS names, as Google's own tools do; then what the platform gives.
   */
  private static TokenSource tokens(
      GoogleProperties settings, World world, Environment environment) {
    return switch (world) {
      case SANDBOX -> TokenSource.none();
      case LIVE -> {
        String subject = settings.subject();
        if (settings.credentials() != null) {
          yield TokenSource.of(
              CredentialsFile.of(CredentialsReader.SETTING, settings.credentials(), subject));
        }
        if (settings.rootUrl() != null) {
          yield TokenSource.none();
        }
        String path = environment.getProperty(GOOGLES_OWN, "");
        yield TokenSource.of(
            path.isBlank()
                ? CredentialsFile.ofPlatform(subject)
                : CredentialsFile.of(GOOGLES_OWN, new Secret(path), subject));
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
    return new DriveFolders(calls, sharing, settings.parentFolder(),
        settings.mayBeMissingIn(world));
  }

  @Bean
  AssessmentForms assessmentForms(GoogleCalls calls, Sharing sharing, GoogleProperties settings) {
    return new GoogleForms(calls, sharing, settings.emailCollection());
  }

  @Bean
  ResultSheets resultSheets(GoogleCalls calls) {
    return new GoogleSheets(calls);
  }

  @Bean
  SelfCheck googleSelfCheck(
      GoogleClients clients, OutsideCalls outside, GoogleProperties settings, World world) {
    boolean sandbox = world == World.SANDBOX && settings.rootUrl() == null;
    var limit = Collections.min(List.of(settings.callTimeout(), GoogleSelfCheck.LIMIT_MAX));
    var calls = new GoogleCalls(clients, outside, limit);
    return new GoogleSelfCheck(calls, clients.tokens(), settings.parentFolder(), sandbox);
  }
}
