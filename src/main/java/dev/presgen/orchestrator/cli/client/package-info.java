/**
 * The service as its HTTP API shows it: calls, answers read tolerantly, problems as sentences, and
 * the stream of a run's events. Imports nothing of ours; of others the JDK and Jackson only, so that
 * a command starts at once.
 */
@NullMarked
package dev.presgen.orchestrator.cli.client;

import org.jspecify.annotations.NullMarked;
