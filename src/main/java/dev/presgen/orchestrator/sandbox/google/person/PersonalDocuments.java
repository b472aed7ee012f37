package dev.presgen.orchestrator.sandbox.google.person;

import dev.presgen.orchestrator.sandbox.Caller;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import dev.presgen.orchestrator.sandbox.google.forms.Forms;
import dev.presgen.orchestrator.sandbox.google.forms.LearnerForms;
import dev.presgen.orchestrator.sandbox.google.forms.LearnerForms.Outcome;
import dev.presgen.orchestrator.sandbox.google.forms.Submission;
import dev.presgen.orchestrator.sandbox.google.sheets.Spreadsheets;
import dev.presgen.orchestrator.sandbox.google.sheets.Values;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a person does in the editors of forms and spreadsheets. */
@RestController
@SandboxOnly
@Transactional
@RequestMapping("/sandbox/person")
public class PersonalDocuments {

  private final Forms forms;
  private final LearnerForms learners;
  private final Spreadsheets spreadsheets;
  private final Values values;

  PersonalDocuments(
      Forms forms, LearnerForms learners, Spreadsheets spreadsheets, Values values) {
    this.forms = forms;
    this.learners = learners;
    this.spreadsheets = spreadsheets;
    this.values = values;
  }

  /** Every change bears the name of who made it. */
  @ModelAttribute
  void person(
      HttpServletRequest request,
      @RequestParam(defaultValue = PersonEndpoint.SOMEBODY) String as) {
    new Caller(as, Caller.Kind.PERSON).putInto(request);
  }

  @PostMapping("/forms/{id}")
  public ResponseEntity<String> form(
      @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
    var asked = Edit.read(body, Edit.OfForm.class);
    if (asked.requests() != null) {
      forms.batchUpdate(
          id, checked(GoogleApi.FORMS, "BatchUpdateFormRequest", "requests", asked.requests()));
    }
    if (asked.publishState() != null) {
      var settings =
          JsonMapper.shared().createObjectNode().set("publishState", asked.publishState());
      forms.setPublishSettings(
          id,
          checked(GoogleApi.FORMS, "SetPublishSettingsRequest", "publishSettings", settings));
    }
    return answer(forms.get(id));
  }

  /** Hands in an answer, by the rules that hold for everybody. */
  @PostMapping("/forms/{id}/responses")
  public ResponseEntity<String> response(
      @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
    var asked = Edit.read(body, Edit.OfResponse.class);
    var inputs = new HashMap<>(asked.answers());
    if (asked.email() != null) {
      inputs.put(Submission.EMAIL, List.of(asked.email()));
    }
    var responder = forms.responderId(id);
    return switch (learners.submit(responder, new Submission(inputs)).orElseThrow()) {
      case Outcome.Accepted accepted -> answer(accepted.response().body());
      case Outcome.NotOpen notOpen ->
          throw GoogleError.precondition("The form cannot be answered: " + notOpen.state());
      case Outcome.NotAllowed _ ->
          throw GoogleError.forbidden("forbidden", "This address may not answer the form.");
      case Outcome.Incomplete incomplete ->
          throw GoogleError.invalid("The answers do not fit: " + incomplete.problems());
    };
  }

  @PostMapping("/spreadsheets/{id}")
  public ResponseEntity<String> sheet(
      @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
    var asked = Edit.read(body, Edit.OfSheet.class);
    if (asked.requests() != null) {
      var batch =
          checked(
              GoogleApi.SHEETS, "BatchUpdateSpreadsheetRequest", "requests", asked.requests());
      spreadsheets.batchUpdate(id, batch, false);
    }
    if (asked.data() != null) {
      var batch = checked(GoogleApi.SHEETS, "BatchUpdateValuesRequest", "data", asked.data());
      values.update(id, batch.path("data").valueStream().toList(), true, false);
    }
    return answer(spreadsheets.get(id, List.of(), false));
  }

  /** By the discovery document, as if it had come by the API. */
  private static ObjectNode checked(GoogleApi api, String schema, String field, JsonNode value) {
    var whole = JsonMapper.shared().createObjectNode();
    whole.set(field, value);
    return api.read(whole.toString().getBytes(StandardCharsets.UTF_8), schema);
  }

  private static ResponseEntity<String> answer(ObjectNode body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body.toString());
  }
}
