package dev.presgen.orchestrator.adapters.presgen;

/** The style in which a PresGen service is spoken to. */
enum Api {
  /** One request that answers when all is made. */
  RENDER,
  /** A request that starts a job, and polls. */
  JOBS
}
