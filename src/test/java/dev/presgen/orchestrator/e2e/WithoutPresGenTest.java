package dev.presgen.orchestrator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline while neither PresGen service can be reached. */
@Timeout(120)
class WithoutPresGenTest {
  @Test
  void decks_are_made_here_and_shared_and_videos_are_named_as_missing(@TempDir Path data)
      throws Exception {
    // Nobody listens at the first port.
    try (var service =
        Service.start(
            data,
            "--presgen.core.base-url=http://127.0.0.1:1/",
            "--presgen.avatar.base-url=http://127.0.0.1:1/",
            "--presgen.core.fallback-after=200ms",
            "--presgen.avatar.give-up-after=200ms",
            "--presgen.jobs.poll-initial=50ms",
            "--presgen.jobs.poll-max=100ms")) {
      var waiting = service.beginAndWait(Requests.small());
      var id = waiting.path("id").asString();
      LearnerBrowser.answerAllWrong(service, waiting);
      service.signal(id, "{}");
      var run = service.await(id, "COMPLETED");

      assertThat(run.at("/links/presentations").size()).isEqualTo(2);
      assertThat(run.at("/links/videos").size()).isZero();
      assertThat(run.path("substitutes").valueStream().map(one -> one.path("path").asString()))
          .containsExactly("GENERATE_PRESENTATIONS/1", "GENERATE_PRESENTATIONS/2");
      assertThat(run.path("missing").valueStream().map(one -> one.path("kind").asString()))
          .containsExactly("video", "video");
      for (var deck : run.at("/outputs/GENERATE_PRESENTATIONS").values()) {
        assertThat(deck.path("local").asBoolean()).isTrue();
        assertThat(deck.path("why").asString()).isNotBlank();
        assertThat(service.get(URI.create(deck.path("url").asString())).status()).isEqualTo(200);
        var permissions =
            service
                .get(
                    "/sandbox/google/drive/v3/files/"
                        + deck.path("id").asString()
                        + "/permissions?fields=*")
                .json()
                .path("permissions");
        assertThat(
            permissions.valueStream().map(one -> one.path("emailAddress").asString("")))
            .contains(Requests.LEARNER);
      }
      assertThat(service.history(id, "AttemptFailed"))
          .isNotEmpty()
          .allSatisfy(
              entry -> assertThat(entry.at("/data/failure/is").asString()).isEqualTo("throttled"));
    }
  }
}
