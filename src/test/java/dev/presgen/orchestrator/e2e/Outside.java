package dev.presgen.orchestrator.e2e;

import java.util.regex.Pattern;

/** The calls to outside services that tests let fail. */
enum Outside {
  RESERVE_ID("GET", "google/drive/v3/files/generateIds", ""),
  CREATE_FOLDER("POST", "google/drive/v3/files", "google-apps.folder"),
  CREATE_SHEET("POST", "google/drive/v3/files", "google-apps.spreadsheet"),
  CREATE_FORM("POST", "google/drive/v3/files", "google-apps.form"),
  LIST_FILES("GET", "google/drive/v3/files", ""),
  TRASH("PATCH", "google/drive/v3/files/[^/]+", "trashed"),
  LET_IN("POST", "google/drive/v3/files/[^/]+/permissions", ""),
  KEEP_OUT("DELETE", "google/drive/v3/files/[^/]+/permissions/[^/]+", ""),
  READ_FORM("GET", "google/v1/forms/[^/]+", ""),
  READ_RESPONSES("GET", "google/v1/forms/[^/]+/responses", ""),
  FILL_FORM("POST", "google/v1/forms/[^/]+:batchUpdate", ""),
  SET_PUBLISHED("POST", "google/v1/forms/[^/]+:setPublishSettings", ""),
  READ_SHEET("GET", "google/v4/spreadsheets/[^/]+", ""),
  WRITE_SHEET("POST", "google/v4/spreadsheets/[^/]+:batchUpdate", ""),
  MAKE_DECK("POST", "core/render", ""),
  MAKE_VIDEO("POST", "avatar/training/presentation-only", "");

  private final String method;
  private final Pattern path;
  private final String content;

  Outside(String method, String path, String content) {
    this.method = method;
    this.path = Pattern.compile("/sandbox/" + path);
    this.content = content;
  }

  boolean isSentBy(String sentMethod, String sentPath, String body) {
    return method.equals(sentMethod)
        && path.matcher(sentPath).matches()
        && body.contains(content);
  }
}
