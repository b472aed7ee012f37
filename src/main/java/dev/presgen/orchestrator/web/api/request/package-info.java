/**
 * Strict reading of requests: bodies, query parameters and headers, all that is wrong at once. May
 * import the other packages of {@code web.api} but the controllers, {@code core}, {@code workflows}
 * and the root of {@code runtime}.
 */
@NullMarked
package dev.presgen.orchestrator.web.api.request;

import org.jspecify.annotations.NullMarked;
