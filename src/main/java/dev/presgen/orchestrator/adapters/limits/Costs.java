package dev.presgen.orchestrator.adapters.limits;

import dev.presgen.orchestrator.adapters.limits.quota.QuotaClass;
import dev.presgen.orchestrator.adapters.limits.quota.SlotClass;
import java.util.Map;

/**
 * What every operation of every service costs: the one table of it. Quota classes and Drive's units
 * are those of Google's pages "Usage limits" of the Forms, Sheets and Drive APIs.
 */
final class Costs {
  private static final long READ = 5;
  private static final long LIST = 100;
  private static final long EDIT = 50;
  private static final long OTHER = 5;

  private record Operation(Service service, String name) {}

  private static final Map<Operation, Cost> TABLE =
      Map.ofEntries(
          call(Service.GOOGLE_FORMS, "forms.get", QuotaClass.FORMS_READ),
          call(Service.GOOGLE_FORMS, "forms.responses.list", QuotaClass.FORMS_EXPENSIVE),
          call(Service.GOOGLE_FORMS, "forms.batchUpdate", QuotaClass.FORMS_WRITE),
          call(Service.GOOGLE_FORMS, "forms.setPublishSettings", QuotaClass.FORMS_WRITE),
          call(Service.GOOGLE_SHEETS, "spreadsheets.get", QuotaClass.SHEETS_READ),
          call(Service.GOOGLE_SHEETS, "spreadsheets.values.get", QuotaClass.SHEETS_READ),
          call(Service.GOOGLE_SHEETS, "spreadsheets.batchUpdate", QuotaClass.SHEETS_WRITE),
          drive("about.get", READ),
          drive("files.generateIds", OTHER),
          drive("files.create", EDIT),
          drive("files.upload", EDIT),
          drive("files.get", READ),
          drive("files.list", LIST),
          drive("files.update", EDIT),
          drive("permissions.create", EDIT),
          drive("permissions.delete", EDIT),
          look(Service.CORE, "healthz"),
          look(Service.CORE, "look.render"),
          look(Service.CORE, "look.jobs"),
          row(Service.CORE, "render", new Cost.Slot(SlotClass.CORE)),
          row(Service.CORE, "presentations.educational", new Cost.JobBegun(SlotClass.CORE)),
          row(Service.CORE, "jobs.status", new Cost.JobAsked(SlotClass.CORE)),
          look(Service.AVATAR, "training.voice-profiles"),
          look(Service.AVATAR, "look.render"),
          look(Service.AVATAR, "look.jobs"),
          row(Service.AVATAR, "training.presentation-only", new Cost.Slot(SlotClass.AVATAR)),
          row(Service.AVATAR, "avatar.videos", new Cost.JobBegun(SlotClass.AVATAR)),
          row(Service.AVATAR, "avatar.videos.get", new Cost.JobAsked(SlotClass.AVATAR)));

  private Costs() {}

  private static Map.Entry<Operation, Cost> row(Service service, String operation, Cost cost) {
    return Map.entry(new Operation(service, operation), cost);
  }

  private static Map.Entry<Operation, Cost> call(
      Service service, String operation, QuotaClass quota) {
    return row(service, operation, new Cost.Units(quota, 1));
  }

  private static Map.Entry<Operation, Cost> drive(String operation, long units) {
    return row(Service.GOOGLE_DRIVE, operation, new Cost.Units(QuotaClass.DRIVE_UNITS, units));
  }

  private static Map.Entry<Operation, Cost> look(Service service, String operation) {
    return row(service, operation, new Cost.Nothing());
  }

  /**
   * What a call costs.
   *
   * @throws IllegalArgumentException when nobody has said so
   */
  static Cost of(Call call) {
    var cost = TABLE.get(new Operation(call.service(), call.operation()));
    if (cost == null) {
      throw new IllegalArgumentException(
          "The table of costs has no line for " + call.service() + ", " + call.operation());
    }
    return cost;
  }

  /** The cost of the dearest call of a class. */
  static long most(QuotaClass quota) {
    return TABLE.values()
        .stream()
        .mapToLong(cost -> cost instanceof Cost.Units(var of, var units) && of == quota ? units : 0)
        .max()
        .orElseThrow();
  }
}
