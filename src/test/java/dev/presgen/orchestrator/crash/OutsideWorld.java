package dev.presgen.orchestrator.crash;

import dev.presgen.orchestrator.e2e.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Google, PresGen Core and Avatar, in a process that outlives all others. */
final class OutsideWorld implements AutoCloseable {
  private final ServerProcess process;
  private final Service service;
  private final URI base;

  private OutsideWorld(ServerProcess process, URI url) {
    this.process = process;
    this.service = new Service(url, () -> {});
    this.base = url.resolve("/sandbox/");
  }

  static OutsideWorld start(ServerImage image, Path folder) throws InterruptedException {
    var process =
        ServerProcess.start(
            image,
            folder.resolve("outside.log"),
            List.of("--presgen.data-dir=" + folder.resolve("outside")));
    return new OutsideWorld(process, process.awaitUrl());
  }

  Optional<URI> url() {
    return process.url();
  }

  /** The settings that lead a server's calls here. */
  List<String> settings() {
    return List.of(
        "--presgen.google.root-url=" + base.resolve("google/"),
        "--presgen.core.base-url=" + base.resolve("core/"),
        "--presgen.avatar.base-url=" + base.resolve("avatar/"));
  }

  /** What a learner's browser talks to. */
  Service service() {
    return service;
  }

  /** Everything that exists. */
  JsonNode state() throws IOException, InterruptedException {
    return service.sandbox();
  }

  /** Ends it in good order. */
  void stop() throws IOException, InterruptedException {
    process.stop();
  }

  @Override
  public void close() {
    service.close();
    process.close();
  }
}
