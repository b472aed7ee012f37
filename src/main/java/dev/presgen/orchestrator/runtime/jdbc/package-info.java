/**
 * Runs that are durable in a database: the journal, the driver that db-scheduler gives a run to,
 * the ledger, and the calls of {@code Runs} over them. May import {@code core}, {@code workflows}
 * and {@code runtime}, never another way to run.
 */
@NullMarked
package dev.presgen.orchestrator.runtime.jdbc;

import org.jspecify.annotations.NullMarked;
