package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import dev.presgen.orchestrator.core.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Which database is used is said by its address alone. */
class DatabaseChoiceTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:mysql://db.example/runs?password=secret", "jdbc:sqlite:runs.db",
      "db.example"})
  void a_database_that_runs_cannot_be_kept_in_is_refused(String url) {
    var refused =
        catchThrowable(
            () -> new SpringApplicationBuilder(JdbcRuntimeConfiguration.class)
                .web(WebApplicationType.NONE)
                .run(
                    "--presgen.data-dir=" + folder.resolve("data"),
                    "--spring.datasource.url=" + url)
                .close());

    var analysis = new DatabaseUnknown().analyze(refused);
    assertThat(analysis.getDescription())
        .isEqualTo(
            "spring.datasource.url names a database that runs cannot be kept in: there are"
                + " PostgreSQL, by an address that begins with jdbc:postgresql:, and the embedded"
                + " SQLite, without an address.");
    assertThat(analysis.getAction())
        .isEqualTo(
            "Set SPRING_DATASOURCE_URL to jdbc:postgresql://HOST/DATABASE, or leave it out and say"
                + " where the data belongs: --data FOLDER, or presgen.data-dir.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void without_an_address_runs_are_kept_in_the_data_folder() {
    var data = folder.resolve("data");
    try (var node = LocalNode.start(Database.SQLITE, new SmallWorld(), data,
        "spring.datasource.url=")) {
      node.await(node.started(1), Status.WAITING);
      assertThat(data).isDirectoryContaining("glob:**/presgen.db");
    }
  }

  @Test
  void on_postgresql_nothing_is_kept_in_the_data_folder_and_settings_have_the_last_word() {
    var data = folder.resolve("data");
    try (var node = LocalNode.start(Database.POSTGRESQL, new SmallWorld(), data,
        "spring.datasource.hikari.connection-timeout=7000")) {
      node.await(node.started(1), Status.WAITING);
      assertThat(node.part(HikariDataSource.class).getConnectionTimeout()).isEqualTo(7000);
      assertThat(data).doesNotExist();
    }
  }
}
