/**
 * From results to study material: which courses close the gaps, and what each of them says. All of
 * it comes from the rationales of items; nothing is made up to fill slides. May import {@code
 * workflows}, the assessment's records and {@code engine.bank}.
 */
@NullMarked
package dev.presgen.orchestrator.workflows.assessment.engine.courses;

import org.jspecify.annotations.NullMarked;
