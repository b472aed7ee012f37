package dev.presgen.orchestrator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.drive.model.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.context.TestPropertySource;

/** Long enough that a call within it is certain to see it. */
@TestPropertySource(properties = "presgen.sandbox.listing-lag=4s")
@Timeout(60)
class ListedTest extends SandboxServer {

  @Test
  void a_file_is_listed_when_the_lag_has_passed_and_trashed_only_a_lag_after_that()
      throws IOException {
    var made =
        drive().files().create(new File().setName("Late").setMimeType("text/plain")).execute();
    var lagged = Instant.now().plus(Duration.ofSeconds(4));
    boolean isListed;
    do {
      var before = Instant.now();
      isListed = isListed("name = 'Late' and trashed = false");
      assertThat(isListed && Instant.now().isBefore(lagged.minusSeconds(1))).isFalse();
      assertThat(!isListed && before.isAfter(lagged)).isFalse();
    } while (!isListed);
    drive().files().update(made.getId(), new File().setTrashed(true)).execute();
    assertThat(drive().files().get(made.getId()).setFields("trashed").execute().getTrashed())
        .isTrue();
    assertThat(isListed("name = 'Late' and trashed = false")).isTrue();
    assertThat(isListed("name = 'Late' and trashed = true")).isFalse();
  }

  private boolean isListed(String q) throws IOException {
    return !drive().files().list().setQ(q).execute().getFiles().isEmpty();
  }
}
