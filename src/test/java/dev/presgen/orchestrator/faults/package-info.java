/**
 * What the whole service does when its outside services fail or are short: too slow for every build,
 * run by {@code -Pfaults}.
 */
@NullMarked
package dev.presgen.orchestrator.faults;

import org.jspecify.annotations.NullMarked;
