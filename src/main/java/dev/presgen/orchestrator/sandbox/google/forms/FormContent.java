package dev.presgen.orchestrator.sandbox.google.forms;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.drive.DocsEditor;
import dev.presgen.orchestrator.sandbox.google.drive.MimeTypes;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The content of a form, beside its file in Drive, which has the same id. */
@Component
@SandboxOnly
class FormContent implements DocsEditor {

  private final ObjectTable objects;

  FormContent(ObjectTable objects) {
    this.objects = objects;
  }

  @Override
  public String mimeType() {
    return MimeTypes.FORM;
  }

  /** A form made by Drive is unpublished and holds one untitled question. */
  @Override
  public void made(String id, String name) {
    var form = empty(false);
    var item = form.withArray("items").addObject();
    item.put("itemId", Ids.hex()).put("title", "Untitled Question");
    var question = item.putObject("questionItem").putObject("question");
    question.put("questionId", Ids.hex());
    var choice = question.putObject("choiceQuestion").put("type", "RADIO");
    choice.putArray("options").addObject().put("value", "Option 1");
    insert(id, form);
  }

  /** A form made by Forms is empty. */
  void made(String id, ObjectNode info, boolean isPublished) {
    var form = empty(isPublished);
    form.withObject("info").setAll(info);
    insert(id, form);
  }

  @Override
  public void gone(String id) {
    objects.below(Kind.RESPONSE, id)
        .forEach(response -> objects.delete(Kind.RESPONSE, response.id()));
    objects.delete(Kind.FORM, id);
  }

  private void insert(String id, ObjectNode form) {
    objects.insert(Stored.made(Kind.FORM, id, form).known("1FAIpQL" + Ids.random(49)));
  }

  private static ObjectNode empty(boolean isPublished) {
    var form = JsonMapper.shared().createObjectNode();
    form.put("revision", 1);
    form.putObject("info");
    form.putObject("settings").put("emailCollectionType", "DO_NOT_COLLECT");
    form.putArray("items");
    form.putObject("publishSettings")
        .putObject("publishState")
        .put("isPublished", isPublished)
        .put("isAcceptingResponses", isPublished);
    return form;
  }
}
