/**
 * Real server processes, really killed and frozen at random moments under load, and what must hold
 * of their runs afterwards. The outside services live in a process of their own that nothing happens
 * to. Imports the runtime's public face to read what was journalled, and what the end-to-end tests
 * know of requests, learners and the sandbox. Runs in the Maven profile {@code crash} only.
 */
@NullMarked
package dev.presgen.orchestrator.crash;

import org.jspecify.annotations.NullMarked;
