/**
 * The whole service, driven from outside over real HTTP: as a program that starts runs, as a learner
 * at a browser, as an operator, and as a network between it and its outside services that fails.
 * Parts of it are imported only to start it and, where something must happen between two steps that
 * nobody outside can hit, to hold its scheduler and to hear its events.
 */
@NullMarked
package dev.presgen.orchestrator.e2e;

import org.jspecify.annotations.NullMarked;
