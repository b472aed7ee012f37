/**
 * What operators watch: metrics of runs, and the doctor, who collects the self-checks of all parts. May import {@code core}, {@code runtime}, {@code
 * workflows} and {@code adapters}.
 */
@NullMarked
package dev.presgen.orchestrator.ops;

import org.jspecify.annotations.NullMarked;
