package dev.presgen.orchestrator.runtime.jdbc;

import java.sql.SQLException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Why work on the database failed, as far as that says what to do next. */
enum Trouble {

  /** Somebody else was at the same rows: nothing is stored, and the same may be done again. */
  CONFLICT,

  /** The line was lost on the way: it is stored, or it is not. */
  LOST,

  /** The database could not be reached or could not take anything: nothing is stored. */
  AWAY,

  /** It would only fail again. */
  LASTING;

  /** By the first that speaks, from the outside in. */
  static Trouble of(Throwable failed) {
    for (var cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotCreateTransactionException
          || cause instanceof CannotGetJdbcConnectionException) {
        return AWAY;
      }
      if (cause instanceof ConcurrencyFailureException) {
        return CONFLICT;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return of(sql.getSQLState());
      }
    }
    return LASTING;
  }

  /** By the error codes of PostgreSQL, which begin with the standard's classes. */
  private static Trouble of(String state) {
    return switch (state) {
      // A serialization failure, a deadlock, a lock that was not to be had.
      case "40001", "40P01", "55P03" -> CONFLICT;
      // Nothing may be written: it has become, or not yet ceased to be, a replica.
      case "25006" -> AWAY;
      // Whether the statement was completed is unknown.
      case "40003" -> LOST;
      default -> {
        if (state.startsWith("08") || state.startsWith("57P")) {
          yield LOST; // The connection broke, or the server ended it.
        }
        yield state.startsWith("53") ? AWAY : LASTING; // 53: no room on the disk or in memory.
      }
    };
  }
}
