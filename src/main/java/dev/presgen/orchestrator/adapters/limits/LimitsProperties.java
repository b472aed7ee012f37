package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.adapters.limits.quota.Allowance;
import dev.presgen.orchestrator.adapters.limits.quota.QuotaClass;
import dev.presgen.orchestrator.adapters.limits.quota.SlotClass;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the services are asked for. What is not given is nine tenths of what Google documents for
 * a user within a minute (its pages "Usage limits"): a person may work under the same account. What
 * is given is used as it is. The same for all nodes on a database.
 *
 * @param forms 390 reads, 180 lists of responses, 150 writes
 * @param sheets 60 reads, 60 writes
 * @param drive 325,000 units
 * @param core decks at a time: as many as a run asks for at once
 * @param avatar videos at a time: each takes minutes of a graphics card
 * @param agent tasks at a time
 * @param minute how long a minute is, from 1 s to 1 min: shorter only against a sandbox whose time
 *     runs faster, for rehearsals of a load that would take long; refused where it is Google that is
 *     called
 */
@ConfigurationProperties("presgen.limits")
record LimitsProperties(
    @DefaultValue Forms forms,
    @DefaultValue Sheets sheets,
    @DefaultValue Drive drive,
    @Nullable Places core,
    @Nullable Places avatar,
    @Nullable Places agent,
    @DefaultValue("1m") Duration minute) {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final int CONCURRENT_MAX = 1_000;

  record Forms(@Nullable Rate read, @Nullable Rate expensive, @Nullable Rate write) {}

  record Sheets(@Nullable Rate read, @Nullable Rate write) {}

  record Drive(@Nullable Rate units) {}

  /** At least twice the dearest call of the class. */
  record Rate(long perMinute) {}

  /** From 1 to 1,000. */
  record Places(int concurrent) {}

  LimitsProperties {
    concurrent(SlotClass.CORE, core, 5);
    concurrent(SlotClass.AVATAR, avatar, 2);
    concurrent(SlotClass.AGENT, agent, 4);
    if (minute.toSeconds() < 1 || minute.compareTo(MINUTE) > 0) {
      throw new IllegalArgumentException(
          "presgen.limits.minute must be between 1s and 1m, not " + minute);
    }
    allowances(forms, sheets, drive, minute);
  }

  /**
   * Refuses a shorter minute where Google itself counts.
   *
   * @param googleRoot where Google's services are looked for; empty for what the world says
   * @throws IllegalArgumentException names the setting
   */
  void fit(World world, String googleRoot) {
    if (minute.equals(MINUTE)) {
      return;
    }
    if (googleRoot.isBlank() ? world == World.LIVE : isGoogles(googleRoot)) {
      throw new IllegalArgumentException(
          "presgen.limits.minute must be 1m, not %s, where Google itself is called: a shorter one is for a sandbox whose time runs faster."
              .formatted(minute));
    }
  }

  private static boolean isGoogles(String root) {
    String host = Objects.requireNonNullElse(address(root).getHost(), "");
    return ("." + host.toLowerCase(Locale.ROOT)).matches(".*\\.googleapis\\.com\\.?");
  }

  private static URI address(String root) {
    try {
      return URI.create(root.strip());
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(BaseUrl.words("presgen.google.root-url"), malformed);
    }
  }

  /** What is granted within a minute. */
  Map<QuotaClass, Allowance> allowances() {
    return allowances(forms, sheets, drive, minute);
  }

  private static Map<QuotaClass, Allowance> allowances(Forms forms, Sheets sheets, Drive drive,
      Duration minute) {
    var all = new EnumMap<QuotaClass, Allowance>(QuotaClass.class);
    for (var quota : QuotaClass.values()) {
      all.put(
          quota,
          switch (quota) {
            case FORMS_READ -> allowance(quota, forms.read(), 390, minute);
            case FORMS_EXPENSIVE -> allowance(quota, forms.expensive(), 180, minute);
            case FORMS_WRITE -> allowance(quota, forms.write(), 150, minute);
            case SHEETS_READ -> allowance(quota, sheets.read(), 60, minute);
            case SHEETS_WRITE -> allowance(quota, sheets.write(), 60, minute);
            case DRIVE_UNITS -> allowance(quota, drive.units(), 325_000, minute);
          });
    }
    return all;
  }

  private static Allowance allowance(
      QuotaClass quota, @Nullable Rate given, long documented, Duration minute) {
    try {
      return Allowance.of(
          given == null ? documented * 9 / 10 : given.perMinute(), Costs.most(quota), minute);
    } catch (IllegalArgumentException bad) {
      throw new IllegalArgumentException(quota.setting() + " " + bad.getMessage());
    }
  }

  /** What is granted at a time. */
  Map<SlotClass, Integer> slots() {
    return Map.of(
        SlotClass.CORE, concurrent(SlotClass.CORE, core, 5),
        SlotClass.AVATAR, concurrent(SlotClass.AVATAR, avatar, 2),
        SlotClass.AGENT, concurrent(SlotClass.AGENT, agent, 4));
  }

  private static int concurrent(SlotClass slot, @Nullable Places given, int otherwise) {
    int concurrent = given == null ? otherwise : given.concurrent();
    if (concurrent < 1 || concurrent > CONCURRENT_MAX) {
      throw new IllegalArgumentException(
          "%s must be between 1 and %d, not %d"
              .formatted(slot.setting(), CONCURRENT_MAX, concurrent));
    }
    return concurrent;
  }
}
