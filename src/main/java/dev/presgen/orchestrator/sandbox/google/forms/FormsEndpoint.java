package dev.presgen.orchestrator.sandbox.google.forms;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Forms' {@code forms} and {@code forms.responses}. */
@RestController
@SandboxOnly
@RequestMapping("/sandbox/google/v1/forms")
class FormsEndpoint {

  private final Forms forms;
  private final Responses responses;

  FormsEndpoint(Forms forms, Responses responses) {
    this.forms = forms;
    this.responses = responses;
  }

  @PostMapping
  ResponseEntity<String> create(
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestParam(defaultValue = "false") boolean unpublished,
      @RequestParam(required = false) @Nullable String fields) {
    var form = GoogleApi.FORMS.read(body, "Form");
    return GoogleApi.FORMS.answering("Form", fields).with(forms.create(form, unpublished));
  }

  @GetMapping("/{formId}")
  ResponseEntity<String> get(
      @PathVariable String formId, @RequestParam(required = false) @Nullable String fields) {
    return GoogleApi.FORMS.answering("Form", fields).with(forms.get(formId));
  }

  @PostMapping("/{formId:[^:]+}:batchUpdate")
  ResponseEntity<String> batchUpdate(
      @PathVariable String formId,
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestParam(required = false) @Nullable String fields) {
    var batch = GoogleApi.FORMS.read(body, "BatchUpdateFormRequest");
    var answer = GoogleApi.FORMS.answering("BatchUpdateFormResponse", fields);
    return answer.with(forms.batchUpdate(formId, batch));
  }

  @PostMapping("/{formId:[^:]+}:setPublishSettings")
  ResponseEntity<String> setPublishSettings(
      @PathVariable String formId,
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestParam(required = false) @Nullable String fields) {
    var request = GoogleApi.FORMS.read(body, "SetPublishSettingsRequest");
    var answer = GoogleApi.FORMS.answering("SetPublishSettingsResponse", fields);
    return answer.with(forms.setPublishSettings(formId, request));
  }

  @GetMapping("/{formId}/responses")
  ResponseEntity<String> listResponses(
      @PathVariable String formId,
      @RequestParam(defaultValue = "") String filter,
      @RequestParam(defaultValue = "0") int pageSize,
      @RequestParam(defaultValue = "") String pageToken,
      @RequestParam(required = false) @Nullable String fields) {
    var answer = GoogleApi.FORMS.answering("ListFormResponsesResponse", fields);
    return answer.with(responses.list(formId, filter, pageSize, pageToken));
  }

  @GetMapping("/{formId}/responses/{responseId}")
  ResponseEntity<String> getResponse(
      @PathVariable String formId,
      @PathVariable String responseId,
      @RequestParam(required = false) @Nullable String fields) {
    return GoogleApi.FORMS.answering("FormResponse", fields)
        .with(responses.get(formId, responseId));
  }
}
