package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.presgen.orchestrator.core.Payloads;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of an empty database, and what they ask it, word for word. */
final class AskedQueries implements AutoCloseable {

  private final List<String> asked = new ArrayList<>();
  private final HikariDataSource source;
  final JdbcTemplate template;
  final RunTable runs;
  final Journal journal;
  final PayloadTable payloads;
  final LedgerTable ledger;
  final RequestTable requests;
  final AlertTable alerts;

  AskedQueries(HikariConfig config, Dialect dialect) {
    this.source = new Listening(config);
    this.template = new JdbcTemplate(source);
    var jdbc = JdbcClient.create(template);
    var reads = Reads.amongWrites(jdbc);
    var codec = new Codec();
    var events = new EventTable(template, reads, codec);
    this.runs = new RunTable(template, reads, dialect, events, codec);
    this.journal =
        new Journal(runs, new SingleMoves(template), dialect.commitsAtOnce(), events, codec);
    this.payloads = new PayloadTable(template, reads, codec);
    this.ledger = new LedgerTable(jdbc, reads, InstantSource.system());
    this.requests = new RequestTable(jdbc, reads);
    this.alerts = new AlertTable(jdbc, reads, dialect);
  }

  /** The one query that is asked. */
  String asked(Runnable question) {
    asked.clear();
    try {
      question.run();
    } catch (Payloads.Unavailable nothingThere) {
      assertThat(asked).hasSize(1);
    }
    assertThat(asked).hasSize(1);
    return asked.getFirst();
  }

  @Override
  public void close() {
    source.close();
  }

  /** Remembers what is asked. */
  private final class Listening extends HikariDataSource {
    Listening(HikariConfig config) {
      super(config);
    }

    @Override
    public Connection getConnection() throws SQLException {
      var real = super.getConnection();
      return (Connection) Proxy.newProxyInstance(
          AskedQueries.class.getClassLoader(),
          new Class<?>[]{Connection.class},
          (_, method, arguments) -> {
            if (method.getName().equals("prepareStatement")) {
              asked.add((String) arguments[0]);
            }
            return method.invoke(real, arguments);
          });
    }
  }
}
