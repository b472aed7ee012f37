package dev.presgen.orchestrator.sandbox.google.forms;

import dev.presgen.orchestrator.sandbox.Ids;
import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.Links;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import dev.presgen.orchestrator.sandbox.google.RuleBroken;
import dev.presgen.orchestrator.sandbox.google.drive.Access;
import dev.presgen.orchestrator.sandbox.google.drive.Files;
import dev.presgen.orchestrator.sandbox.google.drive.MimeTypes;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Forms as their owner sees them. */
@Service
@SandboxOnly
@Transactional
public class Forms {

  private final ObjectTable objects;
  private final Files files;
  private final FormContent content;
  private final Access access;

  Forms(ObjectTable objects, Files files, FormContent content, Access access) {
    this.access = access;
    this.objects = objects;
    this.files = files;
    this.content = content;
  }

  /**
   * Makes an empty form in the root folder.
   *
   * @param isUnpublished what the caller asked for; without asking, a new form is published and accepting
   */
  public ObjectNode create(ObjectNode form, boolean isUnpublished) {
    var info = form.path("info") instanceof ObjectNode given ? given : form.putObject("info");
    if (!form.properties().stream().allMatch(field -> field.getKey().equals("info"))
        || info.has("description")) {
      throw GoogleError.invalid(
          "Only info.title can be set when creating a form. To add items and change settings, use"
              + " batchUpdate.");
    }
    try {
      ItemRules.requireOneLine(info.path("title").asString(""), "info.title");
    } catch (RuleBroken e) {
      throw GoogleError.invalid(e.text(), "info.title");
    }
    access.requireRoom(Files.ROOT, true);
    var name = info.path("documentTitle").asString("");
    var file =
        files.register(
            Ids.document(), name.isEmpty() ? "Untitled form" : name, MimeTypes.FORM, Files.ROOT);
    info.remove("documentTitle");
    content.made(file.id(), info, !isUnpublished);
    return get(file.id());
  }

  public ObjectNode get(String id) {
    return view(find(id));
  }

  /** All requests, in order, or none of them. */
  public ObjectNode batchUpdate(String id, ObjectNode batch) {
    var form = objects.lock(Kind.FORM, id).orElseThrow(GoogleError::entityNotFound);
    requireRevision(form.body(), batch.path("writeControl"));
    var requests = batch.withArray("requests");
    if (requests.isEmpty()) {
      throw GoogleError.invalid("Must specify at least one request.", "requests");
    }
    var replies = new FormBatch(form.body()).apply(requests);
    form.body().put("revision", form.body().path("revision").asLong(1) + 1);
    objects.save(form);
    files.touch(id);
    var answer = JsonMapper.shared().createObjectNode();
    answer.set("replies", replies);
    answer.putObject("writeControl").put("requiredRevisionId", revisionId(form.body()));
    if (batch.path("includeFormInResponse").asBoolean(false)) {
      answer.set("form", view(form));
    }
    return answer;
  }

  public ObjectNode setPublishSettings(String id, ObjectNode request) {
    var form = objects.lock(Kind.FORM, id).orElseThrow(GoogleError::entityNotFound);
    var mask = request.path("updateMask").asString("publishState");
    if (!mask.equals("publishState") && !mask.equals("*")) {
      throw GoogleError.invalid("Invalid update mask: " + mask, "update_mask");
    }
    var state = request.path("publishSettings").path("publishState");
    if (!state.has("isPublished") || !state.has("isAcceptingResponses")) {
      throw GoogleError.invalid(
          "Both is_published and is_accepting_responses must be set when updating publish_state.",
          "publish_settings.publish_state");
    }
    var isPublished = state.path("isPublished").asBoolean();
    if (!isPublished && state.path("isAcceptingResponses").asBoolean()) {
      throw GoogleError.invalid(
          "A form that is not published cannot accept responses.",
          "publish_settings.publish_state.is_accepting_responses");
    }
    form.body().withObject("publishSettings").set("publishState", state);
    objects.save(form);
    files.touch(id);
    var answer = JsonMapper.shared().createObjectNode().put("formId", id);
    answer.set("publishSettings", form.body().path("publishSettings").deepCopy());
    return answer;
  }

  /** By which learners know the form. */
  public String responderId(String id) {
    return String.valueOf(find(id).alias());
  }

  Stored find(String id) {
    return objects.find(Kind.FORM, id).orElseThrow(GoogleError::entityNotFound);
  }

  private ObjectNode view(Stored form) {
    var view = form.body().deepCopy();
    view.remove("revision");
    view.put("formId", form.id());
    view.put("revisionId", revisionId(form.body()));
    view.put("responderUri", Links.responder(String.valueOf(form.alias())));
    view.withObject("info")
        .put("documentTitle", files.get(form.id()).body().path("name").asString(""));
    return view;
  }

  private static void requireRevision(ObjectNode form, JsonNode writeControl) {
    var required = writeControl.path("requiredRevisionId").asString("");
    if (!required.isEmpty() && !required.equals(revisionId(form))) {
      throw GoogleError.precondition(
          "The required revision ID '%s' does not match the latest revision.".formatted(required));
    }
    var target = writeControl.path("targetRevisionId").asString("");
    if (!target.isEmpty()
        && (!target.matches("[0-9a-f]{8}") || target.compareTo(revisionId(form)) > 0)) {
      throw GoogleError.precondition("The target revision ID '%s' is unknown.".formatted(target));
    }
  }

  private static String revisionId(ObjectNode form) {
    return "%08x".formatted(form.path("revision").asLong(1));
  }
}
