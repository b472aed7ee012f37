package dev.presgen.orchestrator.adapters.presgen;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A link that a service answers and people will open: http or https, nothing else. */
final class WebLink {
  private WebLink() {}

  /**
   * Reads a link.
   *
   * @param base what a relative link is relative to, even one that begins with a slash; ends with a
   *     slash
   */
  static Optional<URI> of(@Nullable String link, URI base) {
    if (link == null || link.isBlank()) {
      return Optional.empty();
    }
    try {
      URI given = URI.create(link.strip());
      URI url = given.isAbsolute() ? given : base.resolve(link.strip().replaceFirst("^/+", ""));
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return web ? Optional.of(url) : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
