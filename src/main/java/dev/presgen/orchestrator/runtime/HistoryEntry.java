package dev.presgen.orchestrator.runtime;

import dev.presgen.orchestrator.core.Event;

/**
 * An entry of a run's journal.
 *
 * @param sequence from 1, without a gap
 * @param type the event's name as it is stored
 * @param data the event as it is stored, in JSON
 */
public record HistoryEntry(long sequence, String type, Event event, String data) {}
