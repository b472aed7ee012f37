/**
 * Measures the product and writes {@code src/docs/benchmarks.md}: {@code ./mvnw test -Pbench}. Nothing
 * in it judges a time; what the figures ought to be stands beside them in the document. May import the
 * runtime's root, the workflows and the core, and starts the runtime and the whole service as they are.
 */
@NullMarked
package dev.presgen.orchestrator.bench;

import org.jspecify.annotations.NullMarked;
