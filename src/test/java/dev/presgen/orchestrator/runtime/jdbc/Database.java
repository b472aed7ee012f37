package dev.presgen.orchestrator.runtime.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The databases that runs are kept in, as tests see them: a folder names one, whichever it is, and
 * what it has never named before is empty.
 */
enum Database {

  SQLITE {
    @Override
    List<String> settings(Path folder) {
      return List.of("--presgen.data-dir=" + folder);
    }

    @Override
    void copy(Path from, Path to) {
      try {
        Files.createDirectories(to);
        for (var file : List.of("presgen.db", "presgen.db-wal")) {
          if (Files.exists(from.resolve(file))) {
            Files.copy(from.resolve(file), to.resolve(file));
          }
        }
      } catch (IOException broken) {
        throw new IllegalStateException(broken);
      }
    }
  },

  POSTGRESQL {
    @Override
    List<String> settings(Path folder) {
      return List.of(
          "--presgen.data-dir=" + folder,
          "--spring.datasource.url=" + PostgresServer.shared().url(folder),
          "--spring.datasource.username=postgres");
    }

    @Override
    void copy(Path from, Path to) {
      PostgresServer.shared().copy(from, to);
    }
  };

  /** What leads a node to the database of a folder. */
  abstract List<String> settings(Path folder);

  /** Copies what is committed, while nobody commits. */
  abstract void copy(Path from, Path to);
}
