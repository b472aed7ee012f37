package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

class SqliteConfigurationTest {

  @Test
  void a_database_that_would_not_be_used_is_refused(@TempDir Path folder) {
    var refused =
        catchThrowable(
            () -> new SpringApplicationBuilder(SqliteConfiguration.class)
                .web(WebApplicationType.NONE)
                .run(
                    "--presgen.data-dir=" + folder.resolve("data"),
                    "--spring.datasource.url=jdbc:postgresql://db.example/runs?password=secret")
                .close());

    var analysis = new EmbeddedDatabaseOnly().analyze(refused);
    assertThat(analysis.getDescription())
        .isEqualTo(
            "spring.datasource.url is set, but runs are kept in the embedded SQLite database in"
                + " presgen.data-dir alone: the other database would stay unused.");
    assertThat(analysis.getAction())
        .isEqualTo(
            "Leave spring.datasource.url out; say where the data belongs with"
                + " --presgen.data-dir=FOLDER.");
    assertThat(folder).isEmptyDirectory();
  }
}
