package dev.presgen.orchestrator.adapters.google;

import com.google.api.client.json.GenericJson;
import com.google.api.client.util.Key;
import com.google.api.services.forms.v1.Forms;
import com.google.api.services.forms.v1.FormsRequest;

/** The request {@code forms.setPublishSettings}, which the newest published client lacks. */
final class SetPublishSettings extends FormsRequest<GenericJson> {
  /** Filled into the path. */
  @Key
  final String formId;

  SetPublishSettings(Forms forms, String formId, boolean acceptingResponses) {
    super(
        forms,
        "POST",
        "v1/forms/{formId}:setPublishSettings",
        body(acceptingResponses),
        GenericJson.class);
    this.formId = formId;
  }

  // Both flags must always be sent.
  private static GenericJson body(boolean acceptingResponses) {
    var state =
        new GenericJson().set("isPublished", true).set("isAcceptingResponses", acceptingResponses);
    return new GenericJson()
        .set("publishSettings", new GenericJson().set("publishState", state))
        .set("updateMask", "publishState");
  }
}
