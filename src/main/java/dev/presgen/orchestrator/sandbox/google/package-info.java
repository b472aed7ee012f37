/**
 * What Google's three APIs have in common: the discovery schemas that judge every body, field masks, proto3's
 * omissions and the two error envelopes. May import the root of the sandbox.
 */
@org.jspecify.annotations.NullMarked
package dev.presgen.orchestrator.sandbox.google;
