/**
 * The outside world of the pipeline in memory, for tests: folders, forms, sheets, decks and videos
 * that behave as the real ones do, with faults on request, a ledger, and a driver of runs.
 */
@NullMarked
package dev.presgen.orchestrator.workflows.assessment.world;

import org.jspecify.annotations.NullMarked;
