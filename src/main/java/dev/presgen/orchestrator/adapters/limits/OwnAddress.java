package dev.presgen.orchestrator.adapters.limits;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;

/** Where this process itself answers HTTP: known once its web server has started. */
public final class OwnAddress {
  private volatile @Nullable URI base;

  @EventListener
  void started(WebServerInitializedEvent event) {
    if (!WebServerApplicationContext.hasServerNamespace(
        event.getApplicationContext(), "management")) {
      base = URI.create("http://127.0.0.1:" + event.getWebServer().getPort() + "/");
    }
  }

  /**
   * The address of something below this process's root.
   *
   * @param path without a leading slash, such as {@code sandbox/core/}
   */
  public Optional<URI> resolve(String path) {
    return Optional.ofNullable(base).map(known -> known.resolve(path));
  }
}
