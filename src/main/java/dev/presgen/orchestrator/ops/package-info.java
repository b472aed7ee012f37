/**
 * What operators watch: metrics of runs. May import {@code core}, {@code runtime}, {@code
 * workflows} and {@code adapters}.
 */
@NullMarked
package dev.presgen.orchestrator.ops;

import org.jspecify.annotations.NullMarked;
