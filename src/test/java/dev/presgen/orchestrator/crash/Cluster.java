package dev.presgen.orchestrator.crash;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The servers on one database, each under a name of its own; one that is started takes its place. */
final class Cluster implements AutoCloseable {
  /** Quick where waiting would test nothing; a node that is silent for 2 s is taken for dead. */
  private static final List<String> SETTINGS =
      List.of(
          "--presgen.retry.initial-delay=200ms",
          "--presgen.retry.max-delay=1s",
          // The form is looked at only when a signal says so.
          "--presgen.responses.poll-initial=1h",
          "--presgen.responses.poll-max=1h",
          "--db-scheduler.polling-interval=200ms",
          "--db-scheduler.heartbeat-interval=500ms",
          "--db-scheduler.missed-heartbeats-limit=4",
          "--resilience4j.retry.configs.default.wait-duration=10ms");

  private final Map<String, ServerProcess> servers = new ConcurrentHashMap<>();
  private final ServerImage image;
  private final Database database;
  private final List<String> more;
  private final Path folder;

  /**
   * No servers yet.
   *
   * @param folder where what they say is kept
   * @param more settings that come after the others
   */
  Cluster(ServerImage image, Database database, OutsideWorld outside, Path folder, String... more) {
    this.image = image;
    this.folder = folder;
    this.database = database;
    this.more =
        Stream.of(SETTINGS, outside.settings(), List.of(more)).flatMap(List::stream).toList();
  }

  /** Starts a server in the place of that name, and does not wait for it. */
  ServerProcess start(String name) {
    var server = ServerProcess.start(image, log(name), settings(name));
    servers.put(name, server);
    return server;
  }

  /** What the servers of that name have said. */
  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** What the server of that name is started with. */
  List<String> settings(String name) {
    return Stream.concat(more.stream(), database.settings(name).stream()).toList();
  }

  /** One of the servers that have come to listen, whatever has become of it since. */
  Optional<URI> any(RandomGenerator dice) {
    var known = new ArrayList<URI>();
    servers.values().forEach(server -> server.url().ifPresent(known::add));
    return known.isEmpty() ? Optional.empty() : Optional.of(known.get(dice.nextInt(known.size())));
  }

  @Override
  public void close() {
    servers.values().forEach(ServerProcess::close);
  }
}
