package dev.presgen.orchestrator.runtime.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where is read: within the transaction that is open on the thread, so that it sees what it has
 * written; else where nobody waits for who writes. Whatever was committed before is seen there too.
 */
final class Reads implements Supplier<JdbcClient>, AutoCloseable {

  private final JdbcClient writer;
  private final JdbcClient beside;
  private final Runnable end;

  private Reads(JdbcClient writer, JdbcClient beside, Runnable end) {
    this.writer = writer;
    this.beside = beside;
    this.end = end;
  }

  /**
   * Reads of a database whose one connection writes.
   *
   * @param writer of the connection that transactions use
   * @param source of connections that only read; closed with this
   */
  static Reads besideWrites(JdbcClient writer, HikariDataSource source) {
    return new Reads(writer, JdbcClient.create(source), source::close);
  }

  /** Reads of a database that has any number of connections, each of which may do anything. */
  static Reads amongWrites(JdbcClient jdbc) {
    return new Reads(jdbc, jdbc, () -> {});
  }

  @Override
  public JdbcClient get() {
    return TransactionSynchronizationManager.isActualTransactionActive() ? writer : beside;
  }

  @Override
  public void close() {
    end.run();
  }
}
