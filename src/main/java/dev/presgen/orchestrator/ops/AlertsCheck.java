package dev.presgen.orchestrator.ops;

import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import dev.presgen.orchestrator.runtime.Alerts;
import java.util.List;

/** What stops runs now. */
final class AlertsCheck implements SelfCheck {

  private static final String SUBJECT = "Alerts";

  private final Alerts alerts;

  AlertsCheck(Alerts alerts) {
    this.alerts = alerts;
  }

  @Override
  public String subject() {
    return SUBJECT;
  }

  @Override
  public List<Finding> look() {
    var open = alerts.open().stream().map(AlertsCheck::finding).toList();
    return open.isEmpty()
        ? List.of(new Finding(SUBJECT, Verdict.WELL, "No run is blocked.", ""))
        : open;
  }

  private static Finding finding(Alerts.Alert alert) {
    return new Finding(
        "Alert " + alert.key(),
        Verdict.BROKEN,
        "%d run(s) are blocked since %s: %s"
            .formatted(alert.blocked(), alert.raisedAt(), alert.cause()),
        alert.whatToDo());
  }
}
