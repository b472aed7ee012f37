package dev.presgen.orchestrator.runtime.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where is read: within the transaction that is open on the thread, so that it sees what it has
 * written; else beside the connection that writes, so that neither waits for the other. Whatever was
 * committed before is seen there too.
 */
final class Reads implements Supplier<JdbcClient>, AutoCloseable {

  private final JdbcClient writer;
  private final HikariDataSource source;
  private final JdbcClient beside;

  /**
   * Reads of a database.
   *
   * @param writer of the connection that transactions use
   * @param source of connections that only read; closed with this
   */
  Reads(JdbcClient writer, HikariDataSource source) {
    this.writer = writer;
    this.source = source;
    this.beside = JdbcClient.create(source);
  }

  @Override
  public JdbcClient get() {
    return TransactionSynchronizationManager.isActualTransactionActive() ? writer : beside;
  }

  @Override
  public void close() {
    source.close();
  }
}
