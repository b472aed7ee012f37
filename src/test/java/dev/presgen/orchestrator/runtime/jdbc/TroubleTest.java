package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class TroubleTest {

  @ParameterizedTest
  @CsvSource({"40001,CONFLICT", "40P01,CONFLICT", "55P03,CONFLICT", "40003,LOST", "08006,LOST",
      "08003,LOST", "57P01,LOST", "57P02,LOST", "53100,AWAY", "53300,AWAY", "25006,AWAY",
      "23505,LASTING", "42601,LASTING", "22021,LASTING", "57014,LASTING"})
  void the_error_code_says_what_to_do(String state, Trouble trouble) {
    assertThat(Trouble.of(new IllegalStateException(new SQLException("x", state))))
        .isEqualTo(trouble);
  }

  @Test
  void without_a_connection_nothing_is_stored_whatever_the_code() {
    var broken = new SQLException("x", "08001");
    assertThat(Trouble.of(new CannotGetJdbcConnectionException("x", broken)))
        .isEqualTo(Trouble.AWAY);
    assertThat(Trouble.of(new CannotCreateTransactionException("x", broken)))
        .isEqualTo(Trouble.AWAY);
  }

  @Test
  void what_has_no_code_would_fail_again_unless_it_says_that_it_would_not() {
    assertThat(Trouble.of(new IllegalStateException())).isEqualTo(Trouble.LASTING);
    assertThat(Trouble.of(new TransactionSystemException("x"))).isEqualTo(Trouble.LOST);
    assertThat(Trouble.of(new DuplicateKeyException("x"))).isEqualTo(Trouble.LASTING);
    assertThat(Trouble.of(new OptimisticLockingFailureException("x"))).isEqualTo(Trouble.CONFLICT);
  }
}
