package dev.presgen.orchestrator.sandbox.presgen;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.drive.Files;
import dev.presgen.orchestrator.sandbox.google.drive.MimeTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** PresGen Core: makes decks. */
@Service
@SandboxOnly
@Transactional
class Core {

  /** The largest deck, in slides. */
  static final int SLIDES_MAX = 40;

  private final Decks decks;
  private final Files files;
  private final Jobs jobs;

  Core(Decks decks, Files files, Jobs jobs) {
    this.decks = decks;
    this.files = files;
    this.jobs = jobs;
  }

  /** Makes a deck, or finds the one that the same request made before. */
  public Stored render(String report, @Nullable String requestId, int slides, boolean usesCache) {
    var known = requestId == null ? null : decks.ofRequest(requestId).orElse(null);
    if (known != null && usesCache) {
      return known;
    }
    var title =
        report.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElseThrow();
    title = title.replaceFirst("^#+\\s*", "");
    title = title.substring(0, Math.min(title.length(), 300));
    var sections = Section.ofReport(report, title);
    if (sections.isEmpty()) {
      sections = List.of(new Section(title, List.of()));
    }
    return make(title, Slides.of(sections, slides), known == null ? requestId : null);
  }

  /** Takes a deck on as a job. */
  public Stored submit(String title, List<Section> sections, int slides) {
    var order = JsonMapper.shared().createObjectNode().put("title", title);
    var list = order.putArray("slides");
    for (var slide : Slides.of(sections, slides)) {
      var entry = list.addObject().put("title", slide.title());
      slide.lines().forEach(entry.putArray("lines")::add);
    }
    return jobs.submit(Jobs.Service.CORE, order);
  }

  /** Looks at a job, which goes one state on each time; completing it makes the deck. */
  public Stored poll(String jobId) {
    return jobs.poll(Jobs.Service.CORE, jobId, job -> make(job.body()).id());
  }

  private Stored make(ObjectNode order) {
    var slides =
        order.path("slides")
            .valueStream()
            .map(
                slide -> new Slides.Slide(
                    slide.path("title").asString(""),
                    slide.path("lines").valueStream().map(line -> line.asString("")).toList()))
            .toList();
    return make(order.path("title").asString(""), slides, null);
  }

  private Stored make(String title, List<Slides.Slide> slides, @Nullable String requestId) {
    var id = Ids.document();
    files.register(id, title, MimeTypes.PRESENTATION, Files.ROOT);
    return decks.insert(id, title, slides, requestId);
  }
}
