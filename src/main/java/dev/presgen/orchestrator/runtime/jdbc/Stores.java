package dev.presgen.orchestrator.runtime.jdbc;

import org.springframework.transaction.support.TransactionTemplate;

/** The tables of a database, and how to change several of them at once. */
record Stores(
    Codec codec,
    RunTable runs,
    Journal journal,
    PayloadTable payloads,
    LedgerTable ledger,
    RequestTable requests,
    EventBus bus,
    TransactionTemplate transaction) {}
