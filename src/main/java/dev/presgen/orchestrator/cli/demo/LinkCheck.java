package dev.presgen.orchestrator.cli.demo;

import dev.presgen.orchestrator.cli.view.Link;
import java.io.IOException;
import java.net.URI;

/**
 * What a link of a run answered.
 *
 * @param answer the status with the kind and the size of what came, or why nothing did
 */
public record LinkCheck(Link link, boolean good, String answer) {

  /** Opens a link. */
  public static LinkCheck of(Link link, Browser browser) throws InterruptedException {
    try {
      var page = browser.open(URI.create(link.url()));
      return new LinkCheck(
          link,
          page.status() == 200,
          page.status() + " " + page.contentType() + ", " + page.bytes() + " bytes");
    } catch (IOException | IllegalArgumentException e) {
      return new LinkCheck(link, false, "does not open: " + e.getMessage());
    }
  }
}
