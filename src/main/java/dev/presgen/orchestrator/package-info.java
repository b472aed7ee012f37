/**
 * The composition root: the one package that sees every other one. It starts the service and wires
 * its parts; nothing but the command line's entry point may use it.
 */
@NullMarked
package dev.presgen.orchestrator;

import org.jspecify.annotations.NullMarked;
