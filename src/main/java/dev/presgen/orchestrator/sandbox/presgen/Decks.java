package dev.presgen.orchestrator.sandbox.presgen;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.drive.DocsEditor;
import dev.presgen.orchestrator.sandbox.google.drive.MimeTypes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The decks that Core made: presentations, each with its file in Drive. */
@Component
@SandboxOnly
class Decks implements DocsEditor {

  private static final Pattern LINK = Pattern.compile("/presentation/d/([A-Za-z0-9_-]+)");

  private final ObjectTable objects;

  Decks(ObjectTable objects) {
    this.objects = objects;
  }

  @Override
  public String mimeType() {
    return MimeTypes.PRESENTATION;
  }

  @Override
  public void made(String id, String name) {
    insert(id, name, List.of(new Slides.Slide(name, List.of(name))), null);
  }

  @Override
  public void gone(String id) {
    objects.delete(Kind.DECK, id);
  }

  Stored insert(String id, String title, List<Slides.Slide> slides, @Nullable String requestId) {
    var body = JsonMapper.shared().createObjectNode().put("title", title);
    if (requestId != null) {
      body.put("requestId", requestId);
    }
    var list = body.putArray("slides");
    for (var slide : slides) {
      var entry = list.addObject().put("id", "p" + Ids.hex()).put("title", slide.title());
      slide.lines().forEach(entry.putArray("lines")::add);
    }
    var deck = Stored.made(Kind.DECK, id, body).known(requestId);
    objects.insert(deck);
    return deck;
  }

  Optional<Stored> ofRequest(String requestId) {
    return objects.findByAlias(Kind.DECK, requestId);
  }

  /** The deck that a link to its presentation means. */
  Optional<Stored> ofLink(String link) {
    return LINK.matcher(link)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .flatMap(id -> objects.find(Kind.DECK, id));
  }
}
