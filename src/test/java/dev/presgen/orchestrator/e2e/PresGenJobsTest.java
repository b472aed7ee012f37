package dev.presgen.orchestrator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline with PresGen services that make decks and videos as jobs. */
@Timeout(120)
class PresGenJobsTest {
  @Test
  void a_run_polls_its_jobs_and_is_completed(@TempDir Path data) throws Exception {
    try (var service =
        Service.start(
            data,
            "--presgen.core.api=jobs",
            "--presgen.avatar.api=jobs",
            "--presgen.jobs.poll-initial=50ms",
            "--presgen.jobs.poll-max=100ms")) {
      var waiting = service.beginAndWait(Requests.small());
      var id = waiting.path("id").asString();
      LearnerBrowser.answerAllWrong(service, waiting);
      service.signal(id, "{}");
      var run = service.await(id, "COMPLETED");

      assertThat(run.path("missing")).isEmpty();
      assertThat(service.sandbox().path("decks").size()).isEqualTo(2);
      assertThat(service.sandbox().path("videos").size()).isEqualTo(2);
      assertThat(run.at("/links/presentations").size()).isEqualTo(2);
      for (var link : run.at("/links/videos").values()) {
        assertThat(service.get(URI.create(link.asString())).contentType()).isEqualTo("video/mp4");
      }
      // Each state of a job is told once.
      assertThat(service.history(id, "JobAccepted"))
          .filteredOn(entry -> entry.path("path").asString().contains("PRESENTATIONS/1"))
          .extracting(entry -> entry.at("/data/token").asString().split(" ", 2)[1])
          .containsExactly("queued", "processing", "rendering");
      assertThat(service.history(id, "AttemptFailed")).isEmpty();
      assertThat(service.resources(id))
          .extracting(row -> row.path("state").asString())
          .containsOnly("EXISTS");
    }
  }
}
