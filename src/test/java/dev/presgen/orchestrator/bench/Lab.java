package dev.presgen.orchestrator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/** What is measured with: databases in a folder, which is emptied in the end. */
final class Lab implements AutoCloseable {

  final Settings settings;
  private final Path folder;
  private Optional<Server> server = Optional.empty();

  Lab(Settings settings) throws IOException {
    this.settings = settings;
    this.folder =
        Files.createDirectories(settings.data()).resolve(UUID.randomUUID().toString());
    Files.createDirectory(folder);
  }

  /** An empty database. */
  Database fresh(Database.Kind kind) throws IOException {
    var data = Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
    return switch (kind) {
      case SQLITE -> Database.sqlite(data);
      case POSTGRESQL -> {
        if (server.isEmpty()) {
          server = Optional.of(new Server(folder.resolve("postgresql")));
        }
        yield Database.postgresql(data, server.get().fresh());
      }
    };
  }

  @Override
  public void close() throws IOException {
    if (server.isPresent()) {
      server.get().close();
    }
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> {
        try {
          Files.deleteIfExists(file);
        } catch (IOException stays) {
          throw new UncheckedIOException(stays);
        }
      });
    }
  }
}
