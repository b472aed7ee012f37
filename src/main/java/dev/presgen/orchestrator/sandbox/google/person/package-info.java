/**
 * What people do in Google's own pages, without the application: for tests of what it makes of their changes. May import
 * the root of the sandbox and the other packages of {@code google}.
 */
@org.jspecify.annotations.NullMarked
package dev.presgen.orchestrator.sandbox.google.person;
