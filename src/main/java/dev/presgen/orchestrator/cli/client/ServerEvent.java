package dev.presgen.orchestrator.cli.client;

/**
 * One event of a stream.
 *
 * @param id what a reconnection starts after; empty when the stream names none
 * @param data the lines of its data, as one text
 */
public record ServerEvent(String id, String data) {}
