/**
 * The assessment pipeline: eleven steps from a request to delivered study material, one file a
 * step, the records that pass between them, the ports to the outside services they need, and the
 * built-in engine below {@code engine}. May import {@code core} and {@code workflows}.
 */
@NullMarked
package dev.presgen.orchestrator.workflows.assessment;

import org.jspecify.annotations.NullMarked;
