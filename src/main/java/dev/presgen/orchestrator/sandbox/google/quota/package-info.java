/**
 * Google's quotas: how much each class of calls may be used within a minute, by one user and by the whole project. May
 * import the root of the sandbox and {@code google}.
 */
@org.jspecify.annotations.NullMarked
package dev.presgen.orchestrator.sandbox.google.quota;
