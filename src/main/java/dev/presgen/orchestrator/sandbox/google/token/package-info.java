/**
 * Who calls Google: credentials that the sandbox gives out, access tokens for them, and the check of the token on each
 * call. May import the root of the sandbox and {@code google}.
 */
@org.jspecify.annotations.NullMarked
package dev.presgen.orchestrator.sandbox.google.token;
