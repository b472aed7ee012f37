package dev.presgen.orchestrator.adapters.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.adapters.limits.OutsideCalls;
import dev.presgen.orchestrator.adapters.limits.OwnAddress;
import dev.presgen.orchestrator.adapters.limits.QuickCalls;
import dev.presgen.orchestrator.adapters.limits.World;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class GoogleConfigurationTest {
  private static ApplicationContextRunner in(World world) {
    return new ApplicationContextRunner()
        .withBean(World.class, () -> world)
        .withBean(OwnAddress.class, OwnAddress::new)
        .withBean(OutsideCalls.class, QuickCalls::create)
        .withUserConfiguration(GoogleConfiguration.class);
  }

  @Test
  void the_real_world_needs_credentials() {
    in(World.LIVE)
        .run(context -> assertThat(context.getStartupFailure())
            .rootCause()
            .hasMessage(
                "presgen.world is live, but there are no Google credentials: set"
                    + " presgen.google.credentials to the path or the JSON of a service account or"
                    + " of an authorized user."));
  }

  @Test
  void the_variable_of_googles_own_tools_counts_where_the_setting_is_absent() {
    in(World.LIVE)
        .withPropertyValues("GOOGLE_APPLICATION_CREDENTIALS=/no/such/file")
        .run(context -> assertThat(context.getStartupFailure())
            .rootCause()
            .hasMessage(
                "GOOGLE_APPLICATION_CREDENTIALS is neither JSON nor the path of a file that can be"
                    + " read."));
    in(World.LIVE)
        .withPropertyValues(
            "GOOGLE_APPLICATION_CREDENTIALS=/no/such/file", "presgen.google.credentials={}")
        .run(context -> assertThat(context.getStartupFailure())
            .rootCause()
            .hasMessageStartingWith("presgen.google.credentials must be the JSON"));
  }

  @Test
  void an_emulator_needs_none() {
    in(World.LIVE)
        .withPropertyValues("presgen.google.root-url=http://127.0.0.1:1/")
        .run(context -> assertThat(context).hasSingleBean(RunFolders.class));
  }

  @Test
  void credentials_are_not_even_read_in_the_sandbox() {
    in(World.SANDBOX)
        .withPropertyValues("presgen.google.credentials=/no/such/file")
        .run(context -> assertThat(context).hasSingleBean(RunFolders.class));
  }

  @Test
  void before_the_sandbox_listens_nothing_is_called_and_no_attempt_is_lost() {
    in(World.SANDBOX)
        .run(context -> assertThat(context.getBean(RunFolders.class).reserveId())
            .isEqualTo(
                StepResult.failed(
                    new Failure.Throttled(
                        "The sandbox has not started yet.", Duration.ofSeconds(1)))));
  }
}
