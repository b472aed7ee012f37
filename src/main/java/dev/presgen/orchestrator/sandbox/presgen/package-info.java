/**
 * PresGen Core and PresGen Avatar, each in both of its styles: the synchronous one of today and the one with jobs. May
 * import the root of the sandbox, and Drive, in which the decks lie.
 */
@org.jspecify.annotations.NullMarked
package dev.presgen.orchestrator.sandbox.presgen;
