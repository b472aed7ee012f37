/**
 * Reads the input of an assessment run, with every default and every refusal. May import {@code
 * workflows}, the assessment's records and {@code engine}, {@code engine.bank} and {@code
 * engine.reading}; of others, Jackson.
 */
@NullMarked
package dev.presgen.orchestrator.workflows.assessment.engine.request;

import org.jspecify.annotations.NullMarked;
