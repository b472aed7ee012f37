/**
 * Whole runs from one seed: several runs on several nodes, their store, the outside world and people,
 * all moved by one queue of events in virtual time, with troubles of every kind. The rules are the
 * real ones of {@code core}; the shell is a small copy of {@code runtime.jdbc}, step by step. After
 * every commit the promises are checked. May import the core, the workflows to be tried, and what the
 * codec writes.
 */
@NullMarked
package dev.presgen.orchestrator.runtime.simulator;

import org.jspecify.annotations.NullMarked;
