package dev.presgen.orchestrator.runtime.jdbc;

/**
 * What the databases do differently.
 *
 * @param lock what follows a SELECT to hold its rows against other writers until the transaction
 *     ends; empty where a transaction holds the whole database
 * @param changesTogether whether one statement can change several tables
 * @param commitsAtOnce on how many connections drivers' decisions are committed at a time
 */
record Dialect(String lock, boolean changesTogether, int commitsAtOnce) {}
