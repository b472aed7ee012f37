/**
 * What people see of the stand-ins in a browser: the form as a learner answers it, folders, spreadsheets, decks and
 * videos, and {@code /sandbox/state} for programs. Every page says that it is a sandbox, runs no script, and treats
 * every name as data. May import the other packages of the sandbox.
 */
@org.jspecify.annotations.NullMarked
package dev.presgen.orchestrator.sandbox.pages;
