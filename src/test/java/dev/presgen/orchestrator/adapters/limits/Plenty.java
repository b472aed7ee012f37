package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.adapters.limits.quota.Allowance;
import dev.presgen.orchestrator.adapters.limits.quota.QuotaClass;
import dev.presgen.orchestrator.adapters.limits.quota.Sharing;
import dev.presgen.orchestrator.adapters.limits.quota.SlotClass;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;

/** More of everything than a test can use up. */
final class Plenty {
  private Plenty() {}

  static Sharing sharing() {
    return Sharing.inProcess(
        Arrays.stream(QuotaClass.values())
            .collect(Collectors.toMap(one -> one, one -> Allowance.of(60_000_000, 200))),
        Arrays.stream(SlotClass.values()).collect(Collectors.toMap(one -> one, _ -> 1_000)),
        InstantSource.system());
  }
}
