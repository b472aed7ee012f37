/**
 * From answers to results: which response counts, what its answers mean, how they score, and where
 * the gaps are. May import {@code workflows}, the assessment's records {@code engine.bank} and
 * {@code engine.reading}.
 */
@NullMarked
package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

import org.jspecify.annotations.NullMarked;
