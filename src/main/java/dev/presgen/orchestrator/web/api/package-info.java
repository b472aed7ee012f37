/**
 * The HTTP interface below {@code /api/v1}. Controllers only translate: they read a request
 * strictly, ask {@code Runs}, and show the answer. May import {@code core}, {@code workflows} and
 * the root of {@code runtime}.
 */
@NullMarked
package dev.presgen.orchestrator.web.api;

import org.jspecify.annotations.NullMarked;
