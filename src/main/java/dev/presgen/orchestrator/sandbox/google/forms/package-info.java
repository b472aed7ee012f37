/** Google Forms v1: forms, batches, publishing, responses, and the learner's side of a form. May import the root of the sandbox, {@code google} and, for what lies in Drive, {@code google.drive}. */
@org.jspecify.annotations.NullMarked
package dev.presgen.orchestrator.sandbox.google.forms;
