/**
 * Strict reading of JSON that people write: every problem at once, each with its JSON pointer, and
 * with its line where the text is at hand. May import {@code workflows} and the assessment's
 * records; of others, Jackson.
 */
@NullMarked
package dev.presgen.orchestrator.workflows.assessment.engine.reading;

import org.jspecify.annotations.NullMarked;
