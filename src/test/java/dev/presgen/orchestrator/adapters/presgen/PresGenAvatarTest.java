package dev.presgen.orchestrator.adapters.presgen;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.exactly;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.presgen.orchestrator.adapters.presgen.Courses.IAM;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.presgen.orchestrator.adapters.limits.QuickCalls;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.adapters.limits.quota.Sharing;
import dev.presgen.orchestrator.adapters.limits.quota.SlotClass;
import dev.presgen.orchestrator.adapters.presgen.AvatarProperties.Quality;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.OutsideQuotas.Queue;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.CourseDeck;
import dev.presgen.orchestrator.workflows.assessment.Deck;
import dev.presgen.orchestrator.workflows.assessment.Video;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PresGenAvatarTest {
  private static final String RENDER = "/avatar/training/presentation-only";
  private static final String VIDEOS = "/avatar/api/v1/avatar/videos";
  private static final CourseDeck COURSE =
      new CourseDeck(IAM, new Deck("1", "IAM basics", "p1", "https://slides/p1", 18));

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private final Sharing sharing =
      Sharing.inProcess(Map.of(), Map.of(SlotClass.AVATAR, 1), InstantSource.system());

  private PresGenAvatar avatar(Api api) {
    URI base = URI.create(server.baseUrl() + "/avatar/");
    Duration limit = Duration.ofSeconds(10);
    var settings = new AvatarProperties(base, api, null, Quality.STANDARD, limit, limit);
    var http = new PresGenHttp(() -> StepResult.done(base), null, QuickCalls.create(sharing));
    return new PresGenAvatar(http, settings,
        Reaches.of(Service.AVATAR, http, "training/voice-profiles"));
  }

  @Test
  void a_video_is_rendered_and_its_relative_link_made_absolute() {
    server.stubFor(
        post(urlEqualTo(RENDER))
            .willReturn(
                okJson(
                    """
                    {"job_id": "v1", "success": true, "output_path": "/srv/v1.mp4",
                     "download_url": "/training/download/v1", "processing_time": 61.5,
                     "mode": "presentation_only", "total_duration": 600, "error": null}
                    """)));

    assertThat(avatar(Api.RENDER).render(COURSE, "Ada"))
        .isEqualTo(
            StepResult.done(
                new Video(
                    "1", "IAM basics", "v1", server.baseUrl() + "/avatar/training/download/v1")));
    server.verify(
        postRequestedFor(urlEqualTo(RENDER))
            .withRequestBody(
                equalToJson(
                    """
                    {"mode": "presentation_only", "voice_profile_name": "Ada",
                     "google_slides_url": "https://slides/p1", "quality_level": "standard",
                     "use_cache": true}
                    """)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "{\"job_id\": \"v1\", \"success\": false, \"error\": \"out of memory\"} | out of memory",
          "{\"job_id\": \"v1\"} | no reason given"
      })
  void a_failure_that_comes_with_status_200_is_one(String body, String words) {
    server.stubFor(post(urlEqualTo(RENDER)).willReturn(okJson(body)));

    assertThat(avatar(Api.RENDER).render(COURSE, "Ada"))
        .isEqualTo(
            StepResult.failed(new Failure.Transient("PresGen Avatar made no video: " + words)));
    server.verify(exactly(1), postRequestedFor(urlEqualTo(RENDER)));
    assertThat(sharing.queues()).isEqualTo(List.of(new Queue("avatar", 0, 1, Optional.empty())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "{\"success\": true} | PresGen Avatar made a video and named none.",
          "{\"job_id\": \"v1\", \"success\": true}"
              + " | PresGen Avatar made video v1 without a web address.",
          "{\"job_id\": \"v1\", \"success\": true, \"download_url\": \"file:///etc/passwd\"}"
              + " | PresGen Avatar made video v1 without a web address."
      })
  void a_video_that_was_made_and_cannot_be_opened_is_lost_from_sight(String body, String words) {
    server.stubFor(post(urlEqualTo(RENDER)).willReturn(okJson(body)));

    assertThat(avatar(Api.RENDER).render(COURSE, "Ada"))
        .isEqualTo(StepResult.failed(new Failure.Unknown("LOST_FROM_SIGHT", words)));
  }

  @ParameterizedTest
  @EnumSource
  void a_rendering_whose_reply_is_lost_is_unknown_and_not_repeated(Fault fault) {
    server.stubFor(post(urlEqualTo(RENDER)).willReturn(aResponse().withFault(fault)));

    assertThat(avatar(Api.RENDER).render(COURSE, "Ada"))
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unknown.class));
    server.verify(exactly(1), postRequestedFor(urlEqualTo(RENDER)));
  }

  @Test
  void a_job_is_submitted_and_polled() {
    server.stubFor(
        post(urlEqualTo(VIDEOS))
            .willReturn(okJson("{\"video_id\": \"v1\", \"status\": \"queued\"}")));
    server.stubFor(
        get(urlEqualTo(VIDEOS + "/v1"))
            .willReturn(
                okJson(
                    """
                    {"video_id": "v1", "status": "completed", "video_url": "videos/v1.mp4"}
                    """)));
    PresGenAvatar avatar = avatar(Api.JOBS);

    assertThat(avatar.render(COURSE, "Ada"))
        .isEqualTo(new StepResult.Pending<Video>("v1 queued", Duration.ZERO));
    assertThat(avatar.poll(COURSE, "v1"))
        .isEqualTo(
            StepResult.done(
                new Video("1", "IAM basics", "v1", server.baseUrl() + "/avatar/videos/v1.mp4")));
    server.verify(
        postRequestedFor(urlEqualTo(VIDEOS))
            .withRequestBody(
                equalToJson(
                    """
                    {"script_content": "IAM basics\\n\\nUsers.\\nA user is a person.\\n\\nRoles.\\nA role is assumed.",
                     "avatar_config": {}, "voice_config": {"voice_profile_name": "Ada"},
                     "video_config": {"presentation_url": "https://slides/p1"},
                     "quality": "720p"}
                    """)));
  }

  @Test
  void a_job_that_failed_costs_an_attempt() {
    server.stubFor(
        get(urlEqualTo(VIDEOS + "/v1"))
            .willReturn(okJson("{\"status\": \"failed\", \"error_message\": \"no voice\"}")));

    assertThat(avatar(Api.JOBS).poll(COURSE, "v1"))
        .isEqualTo(
            StepResult.failed(new Failure.Transient("PresGen Avatar, job v1 failed: no voice")));
  }
}
