package dev.presgen.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The embedded database in a data folder. */
record SqliteDatabase(Path folder) implements Database {
  private static final String FILE = "presgen.db";

  @Override
  public String name() {
    return "SQLite";
  }

  @Override
  public List<String> settings(String server) {
    return List.of("--presgen.data-dir=" + folder.resolve("data"));
  }

  /** A copy is opened, so that the next server finds the original as the killed one left it. */
  @Override
  public void check() throws IOException, SQLException {
    var copy = Files.createDirectories(folder.resolve("copy"));
    for (var name : List.of(FILE, FILE + "-wal")) {
      var file = folder.resolve("data").resolve(name);
      if (Files.exists(file)) {
        Files.copy(file, copy.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(copy.resolve(name));
      }
    }
    Files.deleteIfExists(copy.resolve(FILE + "-shm"));
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + copy.resolve(FILE));
        var statement = connection.createStatement();
        var answer = statement.executeQuery("PRAGMA integrity_check")) {
      assertThat(answer.next()).isTrue();
      assertThat(answer.getString(1)).as("PRAGMA integrity_check").isEqualTo("ok");
    }
  }

  @Override
  public void close() {}
}
