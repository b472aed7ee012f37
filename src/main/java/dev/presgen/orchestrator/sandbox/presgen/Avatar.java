package dev.presgen.orchestrator.sandbox.presgen;

import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** PresGen Avatar: makes narrated videos. Every video shows the same short clip. */
@Service
@SandboxOnly
@Transactional
class Avatar {

  /** The voices that exist. */
  static final List<String> VOICES = List.of("default", "calm", "lively");

  /** Where the clip lies on the class path. */
  static final String CLIP = "sandbox/assets/clip.mp4";

  /** The length of the clip. */
  static final double CLIP_SECONDS = 6.0;

  private final ObjectTable objects;
  private final Decks decks;
  private final Jobs jobs;

  Avatar(ObjectTable objects, Decks decks, Jobs jobs) {
    this.objects = objects;
    this.decks = decks;
    this.jobs = jobs;
  }

  /**
   * Renders at once. A failure is kept like a success; its {@code error} says why.
   *
   * @param slidesLink the presentation to narrate; null to narrate the text
   */
  public Stored render(String voice, @Nullable String slidesLink, @Nullable String text) {
    var video = JsonMapper.shared().createObjectNode().put("voice", voice);
    var deck = slidesLink == null ? Optional.<Stored>empty() : decks.ofLink(slidesLink);
    if (!VOICES.contains(voice)) {
      video.put("error", "Voice profile '%s' not found".formatted(voice));
    } else if (slidesLink != null && deck.isEmpty()) {
      video.put("error", "The presentation could not be opened: " + slidesLink);
    }
    deck.ifPresent(found -> video.put("deck", found.id()));
    video.put("title", deck.map(found -> found.body().path("title").asString(""))
        .orElseGet(() -> beginning(text)));
    return keep(UUID.randomUUID().toString(), video);
  }

  /** Takes a video on as a job. */
  public Stored submit(String script) {
    return jobs.submit(Jobs.Service.AVATAR,
        JsonMapper.shared().createObjectNode().put("script", script));
  }

  /** Looks at a job, which goes one state on each time; completing it makes the video. */
  public Stored poll(String jobId) {
    return jobs.poll(
        Jobs.Service.AVATAR,
        jobId,
        job -> {
          var title = beginning(job.body().path("script").asString(""));
          return keep(job.id(), JsonMapper.shared().createObjectNode().put("title", title)).id();
        });
  }

  public Optional<Stored> find(String videoId) {
    return objects.find(Kind.VIDEO, videoId);
  }

  private Stored keep(String id, ObjectNode video) {
    var stored = Stored.made(Kind.VIDEO, id, video);
    objects.insert(stored);
    return stored;
  }

  private static String beginning(@Nullable String text) {
    var line = text == null ? "" : text.strip().lines().findFirst().orElse("");
    return line.substring(0, Math.min(line.length(), 100));
  }
}
