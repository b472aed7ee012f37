/** Google Sheets v4: spreadsheets, atomic batches and values. May import the root of the sandbox, {@code google} and, for what lies in Drive, {@code google.drive}. */
@org.jspecify.annotations.NullMarked
package dev.presgen.orchestrator.sandbox.google.sheets;
