package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a permission that somebody asks for must look like. */
final class PermissionRules {

  private static final Set<String> ROLES = Set.of("owner", "writer", "commenter", "reader");
  private static final Pattern ADDRESS =
      Pattern.compile("[^@\\s,;<>\"]+@[^@\\s,;<>\"]+\\.[^@\\s,;<>\"]+");

  private PermissionRules() {}

  /** The permission as it will be kept, with its id. */
  static ObjectNode checked(ObjectNode wanted, String mimeType) {
    var role = wanted.path("role").asString("");
    if (!ROLES.contains(role)) {
      throw GoogleError.invalid("The permission role field is required.", "permission.role");
    }
    if (role.equals("owner")) {
      throw GoogleError.forbidden(
          "forbidden",
          "The transferOwnership parameter must be enabled when the permission role is 'owner'.");
    }
    var permission = JsonMapper.shared().createObjectNode().put("kind", "drive#permission");
    grantee(wanted, permission);
    permission.put("role", role);
    view(wanted, permission, mimeType);
    return permission;
  }

  private static void grantee(ObjectNode wanted, ObjectNode permission) {
    var type = wanted.path("type").asString("");
    var email = wanted.path("emailAddress").asString("").strip();
    switch (type) {
      case "user", "group" -> {
        if (!ADDRESS.matcher(email).matches()) {
          throw GoogleError.refused(
              "invalidSharingRequest",
              "Bad Request. User message: \"The address '%s' is not valid.\"".formatted(email));
        }
        permission.put("id", Ids.account(email.toLowerCase(Locale.ROOT))).put("type", type);
        permission.put("emailAddress", email).put("displayName", email);
      }
      case "domain" -> {
        if (wanted.path("domain").asString("").isBlank() || !email.isEmpty()) {
          throw GoogleError.invalid("A domain permission takes a domain and no address.",
              "permission.domain");
        }
        var domain = wanted.path("domain").asString("");
        permission.put("id", Ids.account(domain) + "k").put("type", type).put("domain", domain);
        permission.put("displayName", domain);
        permission.put("allowFileDiscovery", wanted.path("allowFileDiscovery").asBoolean(false));
      }
      case "anyone" -> {
        if (!email.isEmpty()) {
          throw GoogleError.invalid(
              "The emailAddress field must not be set for type anyone.", "permission.emailAddress");
        }
        var isFound = wanted.path("allowFileDiscovery").asBoolean(false);
        permission.put("id", isFound ? "anyone" : Permissions.ANYONE).put("type", type);
        permission.put("allowFileDiscovery", isFound);
      }
      default ->
          throw GoogleError.invalid("The permission type field is required.", "permission.type");
    }
  }

  private static void view(ObjectNode wanted, ObjectNode permission, String mimeType) {
    if (!wanted.has("view")) {
      return;
    }
    var isResponder =
        wanted.path("view").asString("").equals("published")
            && mimeType.equals(MimeTypes.FORM)
            && permission.path("role").asString("").equals("reader");
    if (!isResponder) {
      throw GoogleError.invalid(
          "Only a form has a published view, and only the role reader.", "permission.view");
    }
    permission.put("view", "published");
  }
}
