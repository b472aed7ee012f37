/**
 * The commands of {@code ./presgen}: an operator's client of the HTTP API, the start of the service,
 * and the demonstration. Imports {@code cli.*} and, to start the service, the composition root; of
 * others picocli, Jackson and the JDK. Only what starts the service may load Spring.
 */
@NullMarked
package dev.presgen.orchestrator.cli;

import org.jspecify.annotations.NullMarked;
