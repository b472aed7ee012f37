package dev.presgen.orchestrator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What is measured with.
 *
 * @param folder for databases, on a real disk
 */
record Lab(Settings settings, Path folder) {

  /** An empty database. */
  Database fresh(Database.Kind kind) throws IOException {
    var data = Files.createDirectories(folder.resolve(UUID.randomUUID().toString()));
    return switch (kind) {
      case SQLITE -> Database.sqlite(data);
      case POSTGRESQL -> throw new IllegalStateException("no server");
    };
  }
}
