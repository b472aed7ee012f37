package dev.presgen.orchestrator.runtime;

/**
 * Makes a request count once, however often it is sent.
 *
 * @param key the caller's key, 1 to 255 characters; unique to a caller's request
 * @param fingerprint what was asked, as a hash: the same key with another one is refused
 */
public record Once(String key, String fingerprint) {}
