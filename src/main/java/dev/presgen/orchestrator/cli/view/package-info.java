/**
 * Answers of the service as lines for people. Pure functions: no call, no clock, no terminal.
 * Imports {@code cli.client} for {@code Answer}, and the JDK.
 */
@NullMarked
package dev.presgen.orchestrator.cli.view;

import org.jspecify.annotations.NullMarked;
