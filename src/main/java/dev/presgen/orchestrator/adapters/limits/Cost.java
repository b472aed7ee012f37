package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.adapters.limits.quota.QuotaClass;
import dev.presgen.orchestrator.adapters.limits.quota.SlotClass;

/** What a call takes of what there is too little of. */
sealed interface Cost {
  /** So many units of what is granted within a minute. */
  record Units(QuotaClass quota, long units) implements Cost {}

  /** A slot while it lasts. */
  record Slot(SlotClass slot) implements Cost {}

  /** A slot from here on, when it begins a job, until the job has ended. */
  record JobBegun(SlotClass slot) implements Cost {}

  /** Nothing. */
  record Nothing() implements Cost {}

  /** Nothing; the slot of the job that it asks about is kept. */
  record JobAsked(SlotClass slot) implements Cost {}
}
