/**
 * What callers are told when something is wrong: problem details (RFC 9457) for everything, from a
 * bad field to a bug. May import nothing else of ours but {@code workflows} and {@code core}.
 */
@NullMarked
package dev.presgen.orchestrator.web.api.problem;

import org.jspecify.annotations.NullMarked;
