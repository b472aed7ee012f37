package dev.presgen.orchestrator.sandbox.google.quota;

import dev.presgen.orchestrator.sandbox.Operation;
import java.util.Locale;

/**
 * Calls that share a quota. The numbers are those of Google's pages "Usage limits" for each API; Drive's are the ones
 * for projects new since May 2026.
 */
enum QuotaClass {
  /** {@code forms.get} and {@code forms.responses.get}. */
  FORMS_READ("forms", "Read requests", "ReadRequests", 390, 975),
  /** {@code forms.responses.list}. */
  FORMS_EXPENSIVE_READ("forms", "Expensive read requests", "ExpensiveReadRequests", 180, 450),
  FORMS_WRITE("forms", "Write requests", "WriteRequests", 150, 375),
  SHEETS_READ("sheets", "Read requests", "ReadRequests", 60, 300),
  SHEETS_WRITE("sheets", "Write requests", "WriteRequests", 60, 300),
  /** Everything in Drive, in units. */
  DRIVE_UNITS("drive", "Queries", "Queries", 325_000, 1_000_000);

  private final String api;
  private final String metric;
  private final String limit;
  private final int perUser;
  private final int perProject;

  QuotaClass(String api, String metric, String limit, int perUser, int perProject) {
    this.api = api;
    this.metric = metric;
    this.limit = limit;
    this.perUser = perUser;
    this.perProject = perProject;
  }

  /** What a call takes of its class. */
  record Cost(QuotaClass quota, int units) {}

  /** As it is written in JSON: {@code sheets-write}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String host() {
    return api + ".googleapis.com";
  }

  String metric() {
    return metric;
  }

  String limit() {
    return limit;
  }

  /** In units within a minute. */
  int perUser() {
    return perUser;
  }

  /** In units within a minute. */
  int perProject() {
    return perProject;
  }

  /**
   * What a call takes.
   *
   * @param httpMethod a call that is no GET changes something
   * @param isDownload whether the content of a file is asked for
   */
  static Cost of(Operation operation, String httpMethod, boolean isDownload) {
    var isRead = httpMethod.equals("GET");
    return switch (operation.service()) {
      case GOOGLE_FORMS -> {
        var read = operation.name().endsWith(".list") ? FORMS_EXPENSIVE_READ : FORMS_READ;
        yield new Cost(isRead ? read : FORMS_WRITE, 1);
      }
      case GOOGLE_SHEETS -> new Cost(isRead ? SHEETS_READ : SHEETS_WRITE, 1);
      case GOOGLE_DRIVE -> new Cost(DRIVE_UNITS, driveUnits(operation.name(), isRead, isDownload));
      case GOOGLE_TOKEN, CORE, AVATAR, SLACK ->
          throw new IllegalArgumentException(operation + " has no quota");
    };
  }

  private static int driveUnits(String name, boolean isRead, boolean isDownload) {
    if (name.endsWith(".list")) {
      return 100;
    }
    if (isDownload) {
      return 200;
    }
    return isRead ? 5 : 50;
  }
}
