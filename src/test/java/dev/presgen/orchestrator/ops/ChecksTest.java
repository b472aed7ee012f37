package dev.presgen.orchestrator.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.presgen.orchestrator.adapters.limits.SelfCheck.Finding;
import dev.presgen.orchestrator.adapters.limits.SelfCheck.Verdict;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the product looks at in its own house. */
class ChecksTest {

  private static final String TABLE = "CREATE TABLE run (run_id text, epoch bigint)";

  @TempDir
  private Path folder;

  private HikariDataSource sqlite(boolean readOnly) {
    var source = new HikariDataSource();
    source.setJdbcUrl("jdbc:sqlite:" + folder.resolve("presgen.db"));
    source.setMaximumPoolSize(1);
    source.setConnectionInitSql("PRAGMA query_only = " + readOnly);
    return source;
  }

  private static List<Finding> look(DataSource source) {
    return new DatabaseCheck(source, InstantSource.system()).look();
  }

  @Test
  void an_embedded_database_that_takes_changes_is_well_and_one_that_does_not_is_broken() {
    try (var source = sqlite(false)) {
      JdbcClient.create(source).sql(TABLE).update();
      assertThat(look(source)).extracting(Finding::verdict).containsExactly(Verdict.WELL);
      assertThat(look(source).getFirst().detail()).startsWith("SQLite takes changes");
    }
    try (var source = sqlite(true)) {
      assertThat(look(source)).extracting(Finding::verdict).containsExactly(Verdict.BROKEN);
    }
  }

  @Test
  void a_database_server_is_asked_for_its_time_too_and_is_broken_where_it_is_a_replica()
      throws Exception {
    try (var server =
        EmbeddedPostgres.builder()
            .setOutputRedirector(Redirect.DISCARD)
            .setErrorRedirector(Redirect.DISCARD)
            .start()) {
      var source = server.getPostgresDatabase();
      JdbcClient.create(source).sql(TABLE).update();
      assertThat(look(source))
          .extracting(Finding::subject, Finding::verdict)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("Database", Verdict.WELL),
              org.assertj.core.groups.Tuple.tuple("Clock", Verdict.WELL));

      InstantSource late = () -> Instant.now().minus(Duration.ofMinutes(3));
      assertThat(new DatabaseCheck(source, late).look().getLast().verdict())
          .isEqualTo(Verdict.BROKEN);

      JdbcClient.create(source)
          .sql("ALTER DATABASE postgres SET default_transaction_read_only = on")
          .update();
      assertThat(look(source))
          .extracting(Finding::verdict, Finding::detail)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  Verdict.BROKEN,
                  "It does not take changes: PSQLException, SQL state 25006."));
    }
  }

  @Test
  void a_full_disk_is_broken_and_a_folder_that_is_not_there_is_absent() throws Exception {
    assertThat(new DataFolderCheck(folder, 1).look())
        .extracting(Finding::verdict)
        .containsExactly(Verdict.WELL);
    assertThat(new DataFolderCheck(folder, Long.MAX_VALUE).look())
        .extracting(Finding::verdict)
        .containsExactly(Verdict.BROKEN);
    var gone = Files.createDirectory(folder.resolve("gone"));
    Files.delete(gone);
    assertThat(new DataFolderCheck(gone, 1).look())
        .extracting(Finding::verdict)
        .containsExactly(Verdict.ABSENT);
  }
}
