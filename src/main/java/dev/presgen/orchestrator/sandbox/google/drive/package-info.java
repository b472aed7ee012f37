/** Google Drive v3: files, folders and permissions, without media. May import the root of the sandbox, {@code google}. */
@org.jspecify.annotations.NullMarked
package dev.presgen.orchestrator.sandbox.google.drive;
