/**
 * The built-in assessment engine: item banks, requests, blueprints, scoring, training plans and
 * course outlines, as plain functions from records to records. No clock, no randomness but from a
 * seed, no calls to the outside; only the bank shelf reads files, at start. May import {@code
 * core}, {@code workflows} and {@code workflows.assessment}. This package has the outcome of a
 * request: the blueprint and the assessment drawn from it; the packages below have the rest.
 */
@NullMarked
package dev.presgen.orchestrator.workflows.assessment.engine;

import org.jspecify.annotations.NullMarked;
