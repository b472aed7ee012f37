/**
 * What a step is: the handler that does its work, the result it answers, the context it works in,
 * and the registry that finds it by name. One package below this one for each workflow. May import
 * {@code core} only; outside services are ports declared beside the steps that need them.
 */
@NullMarked
package dev.presgen.orchestrator.workflows;

import org.jspecify.annotations.NullMarked;
