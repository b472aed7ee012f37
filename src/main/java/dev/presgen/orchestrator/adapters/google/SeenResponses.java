package dev.presgen.orchestrator.adapters.google;

import com.google.api.services.forms.v1.model.Answer;
import com.google.api.services.forms.v1.model.FormResponse;
import com.google.api.services.forms.v1.model.ListFormResponsesResponse;
import com.google.api.services.forms.v1.model.TextAnswer;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.Response;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A page of responses as Google lists them. */
record SeenResponses(List<Response> responses, Optional<String> next) {

  SeenResponses {
    responses = List.copyOf(responses);
  }

  static SeenResponses of(ListFormResponsesResponse page) {
    return new SeenResponses(
        Objects.requireNonNullElse(page.getResponses(), List.<FormResponse>of())
            .stream()
            .map(SeenResponses::response)
            .toList(),
        Optional.ofNullable(page.getNextPageToken()).filter(token -> !token.isEmpty()));
  }

  Map<String, Response> byId() {
    var byId = new LinkedHashMap<String, Response>();
    responses.forEach(one -> byId.merge(one.id(), one, SeenResponses::later));
    return byId;
  }

  /** Of two versions of a response the one that was sent later. */
  static Response later(Response one, Response other) {
    return other.submittedAt().isBefore(one.submittedAt()) ? one : other;
  }

  static Optional<Instant> newest(Collection<Response> responses) {
    return responses.stream().map(Response::submittedAt).max(Comparator.naturalOrder());
  }

  /** Oldest first. */
  static List<Response> sorted(Collection<Response> responses) {
    return responses.stream()
        .sorted(Comparator.comparing(Response::submittedAt).thenComparing(Response::id))
        .toList();
  }

  private static Response response(FormResponse response) {
    String submitted =
        Objects.requireNonNullElse(response.getLastSubmittedTime(), response.getCreateTime());
    String email = Objects.requireNonNullElse(response.getRespondentEmail(), "");
    return new Response(
        Objects.requireNonNull(response.getResponseId()),
        // Their fractions of a second differ in length, so only as instants can they be compared.
        Instant.parse(submitted),
        email.strip().toLowerCase(Locale.ROOT),
        answers(Objects.requireNonNullElse(response.getAnswers(), Map.of())));
  }

  private static Map<String, List<String>> answers(Map<String, Answer> answers) {
    var chosen = new LinkedHashMap<String, List<String>>();
    answers.forEach((questionId, answer) -> {
      if (answer.getTextAnswers() != null && answer.getTextAnswers().getAnswers() != null) {
        chosen.put(
            questionId,
            answer.getTextAnswers()
                .getAnswers()
                .stream()
                .map(TextAnswer::getValue)
                .filter(Objects::nonNull)
                .toList());
      }
    });
    return chosen;
  }
}
