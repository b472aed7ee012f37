package dev.presgen.orchestrator.sandbox.google.quota;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.SandboxProperties;
import dev.presgen.orchestrator.sandbox.google.ErrorInfo;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What was taken of each quota, by the project and by each user. In memory only: a restart forgets it. */
@Component
@SandboxOnly
public class Quotas {

  private final SandboxProperties.Quotas settings;
  private final LongSupplier nanos;
  private final Map<QuotaClass, Use> uses = new EnumMap<>(QuotaClass.class);

  @Autowired
  Quotas(SandboxProperties settings) {
    this(settings.quotas(), System::nanoTime);
  }

  Quotas(SandboxProperties.Quotas settings, LongSupplier nanos) {
    this.settings = settings;
    this.nanos = nanos;
    for (var quota : QuotaClass.values()) {
      uses.put(quota, new Use(new SlidingWindow(quota.perProject(), settings.window())));
    }
  }

  private static final class Use {
    private final SlidingWindow project;
    private final Map<String, SlidingWindow> users = new HashMap<>();
    private long admitted;
    private long refused;

    private Use(SlidingWindow project) {
      this.project = project;
    }
  }

  /**
   * Counts a call.
   *
   * @throws GoogleError where a quota is used up and quotas are enabled
   */
  synchronized void take(QuotaClass.Cost cost, String user) {
    var quota = cost.quota();
    var use = Objects.requireNonNull(uses.get(quota));
    var own =
        use.users.computeIfAbsent(
            user, _ -> new SlidingWindow(quota.perUser(), settings.window()));
    var now = nanos.getAsLong();
    if (settings.enabled()) {
      var isOwnUp = !own.fits(now, cost.units());
      if (isOwnUp || !use.project.fits(now, cost.units())) {
        use.refused++;
        throw exceeded(quota, isOwnUp);
      }
    }
    own.take(now, cost.units());
    use.project.take(now, cost.units());
    use.admitted++;
  }

  public boolean isEnabled() {
    return settings.enabled();
  }

  /** All counts, since the start of the process. */
  public synchronized ObjectNode view() {
    var view = JsonMapper.shared().createObjectNode();
    view.put("enabled", settings.enabled()).put("scale", settings.scale());
    view.put("windowMillis", settings.window().toMillis());
    var classes = view.putObject("classes");
    uses.forEach(
        (quota, use) -> {
          var entry = classes.putObject(quota.id());
          entry.put("perUser", quota.perUser()).put("perProject", quota.perProject());
          entry.put("admitted", use.admitted).put("refused", use.refused);
          entry.put("peak", use.project.peak());
          var users = entry.putObject("peakOfUser");
          use.users.forEach((user, window) -> users.put(user, window.peak()));
        });
    return view;
  }

  private static GoogleError exceeded(QuotaClass quota, boolean isUsers) {
    if (quota == QuotaClass.DRIVE_UNITS) {
      var error =
          isUsers
              ? GoogleError.forbidden("userRateLimitExceeded", "User Rate Limit Exceeded")
              : GoogleError.forbidden("rateLimitExceeded", "Rate Limit Exceeded");
      return error.in(GoogleError.USAGE_LIMITS);
    }
    var message =
        "Quota exceeded for quota metric '%s' and limit '%s per minute%s' of service '%s' for consumer '%s'."
            .formatted(
                quota.metric(), quota.metric(), isUsers ? " per user" : "", quota.host(),
                ErrorInfo.CONSUMER);
    var limit = quota.limit() + "PerMinute" + (isUsers ? "PerUser" : "PerProject");
    var value = isUsers ? quota.perUser() : quota.perProject();
    return GoogleError.of(429, "rateLimitExceeded", message)
        .with(
            new ErrorInfo(
                "RATE_LIMIT_EXCEEDED",
                Map.of(
                    "service", quota.host(),
                    "consumer", ErrorInfo.CONSUMER,
                    "quota_metric",
                    quota.host() + "/"
                        + quota.metric().toLowerCase(java.util.Locale.ROOT).replace(' ', '_'),
                    "quota_location", "global",
                    "quota_limit", limit,
                    "quota_limit_value", Integer.toString(value))));
  }
}
