/**
 * What callers see of runs, workflows and what runs have made: pure functions from what is stored
 * to records that are written as JSON. May import {@code core}, {@code workflows} and the root of
 * {@code runtime}.
 */
@NullMarked
package dev.presgen.orchestrator.web.api.view;

import org.jspecify.annotations.NullMarked;
