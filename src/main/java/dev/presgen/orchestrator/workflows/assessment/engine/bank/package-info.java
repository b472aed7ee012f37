/**
 * Item banks: what an item is, the two formats that banks are written in (our JSON and Moodle's
 * GIFT), and the shelf that finds a bank by its name. May import {@code workflows}, the
 * assessment's records and {@code engine.reading}; of others, Jackson and SLF4J.
 */
@NullMarked
package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import org.jspecify.annotations.NullMarked;
