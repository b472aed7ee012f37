package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.Situations;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import tools.jackson.databind.JsonNode;

/** Whether the domain and the grantee's account allow a permission. */
record SharingPolicy(Situations situations) {

  /** The domain of the account that owns everything. */
  private static final String DOMAIN = "sandbox.example";

  void check(JsonNode permission, boolean isNotified) {
    var email = permission.path("emailAddress").asString("");
    if (situations.has(Situations.Kind.SHARING_FORBIDDEN)) {
      forbid(permission, email);
    }
    if (situations.has(Situations.Kind.NO_ACCOUNT, email) && !isNotified) {
      throw GoogleError.refused(
          "invalidSharingRequest",
          "Bad Request. User message: \"You are trying to invite %s. Since there is no Google account associated with this email address, you must check the \"Notify people\" box to invite this recipient.\""
              .formatted(email));
    }
  }

  private static void forbid(JsonNode permission, String email) {
    if (permission.path("type").asString("").equals("anyone")) {
      throw GoogleError.refused(
          "publishOutNotPermitted",
          "Bad Request. User message: \"Your organization does not allow to publish items to the web.\"");
    }
    if (!email.endsWith("@" + DOMAIN) && !permission.path("domain").asString("").equals(DOMAIN)) {
      throw GoogleError.forbidden(
          "shareOutNotPermitted",
          "You cannot share this item outside of your organization's domain.");
    }
  }
}
