/**
 * Workflows of every kind that the product is to run, declared with the core's own builder and
 * nothing else: a mentorship, a learning path, a review and a template's graph. Each gives its
 * workflow and invents what its signals bring and its tasks give. It may import {@code core} only.
 */
package dev.presgen.orchestrator.core.flows;
