package dev.presgen.orchestrator.ops;

import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import dev.presgen.orchestrator.runtime.Flags;
import java.util.List;

/** Which services a person has switched off. */
final class FlagsCheck implements SelfCheck {

  private static final String SUBJECT = "Flags";

  private final Flags flags;

  FlagsCheck(Flags flags) {
    this.flags = flags;
  }

  @Override
  public String subject() {
    return SUBJECT;
  }

  @Override
  public List<Finding> look() {
    var off =
        flags.all().stream().filter(flag -> !flag.enabled()).map(FlagsCheck::finding).toList();
    return off.isEmpty()
        ? List.of(new Finding(SUBJECT, Verdict.WELL, "Every service is switched on.", ""))
        : off;
  }

  private static Finding finding(Flags.Flag flag) {
    var last = flag.switches().getFirst();
    return new Finding(
        "Flag " + flag.service().id(),
        Verdict.ABSENT,
        "%s is switched off since %s by %s: %s"
            .formatted(flag.service().title(), last.at(), last.by().who(), last.by().why()),
        "When it may be called again: presgen flags %s on --reason \"...\"."
            .formatted(flag.service().id()));
  }
}
