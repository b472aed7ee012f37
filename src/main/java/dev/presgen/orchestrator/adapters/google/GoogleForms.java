package dev.presgen.orchestrator.adapters.google;

import com.google.api.client.json.GenericJson;
import com.google.api.services.forms.v1.model.BatchUpdateFormResponse;
import com.google.api.services.forms.v1.model.ListFormResponsesResponse;
import dev.presgen.orchestrator.adapters.google.GoogleProperties.EmailCollection;
import dev.presgen.orchestrator.adapters.limits.Call;
import dev.presgen.orchestrator.adapters.limits.Effect;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Form;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The runs' forms in Google Forms. The form is filled in one batch that its revision guards, so a
 * lost reply is cleared up by looking: either all questions are there or none.
 */
final class GoogleForms implements AssessmentForms {
  private static final Call GET = call("forms.get", Effect.READ);
  private static final Call BATCH_UPDATE = call("forms.batchUpdate", Effect.FINDABLE);
  private static final Call SET_PUBLISH_SETTINGS = call("forms.setPublishSettings", Effect.NATURAL);
  private static final Call LIST_RESPONSES = call("forms.responses.list", Effect.READ);

  private static final int RESPONSES_MAX = 5_000;
  private static final int PAGE_SIZE = 1_000;

  /** A form that is answered faster than it can be read is read to here. */
  private static final int ROUNDS_MAX = 5;

  private final GoogleCalls calls;
  private final Sharing sharing;
  private final EmailCollection emailCollection;

  GoogleForms(GoogleCalls calls, Sharing sharing, EmailCollection emailCollection) {
    this.calls = calls;
    this.sharing = sharing;
    this.emailCollection = emailCollection;
  }

  private static Call call(String operation, Effect effect) {
    return new Call(Service.GOOGLE_FORMS, operation, effect);
  }

  @Override
  public StepResult<Form> fill(String formId, FormText text, Assessment assessment) {
    return Quiz.of(text, assessment)
        .then(
            quiz -> calls.before(
                BATCH_UPDATE,
                () -> get(formId)
                    .then(seen -> quiz.askedBy(seen.items())
                        .map(ids -> StepResult.done(seen.form(ids)))
                        .orElseGet(() -> write(quiz, seen)))));
  }

  private StepResult<Form> write(Quiz quiz, SeenForm seen) {
    // A form that Drive has made holds one untitled question. More is somebody's work.
    if (seen.items().size() > 1) {
      return StepResult.refused(
          "FORM_NOT_EMPTY",
          "The run's form holds other questions than the run's own.",
          "Look at the form, and start the run again without touching the form that it makes.");
    }
    var batch = quiz.batch(seen.revision(), seen.items().size(), emailCollection);
    StepResult<Form> written =
        calls.call(
            BATCH_UPDATE,
            clients -> clients.forms().forms().batchUpdate(seen.id(), batch),
            (BatchUpdateFormResponse reply) -> seen.filled(reply).form(quiz.askedBy(reply)));
    if (written instanceof StepResult.Failed<Form>(Failure.Permanent refused)) {
      return get(seen.id()).then(now -> afterRefusal(quiz, seen, now, refused));
    }
    return written;
  }

  /**
   * A replay of a batch that has landed is refused too, for the revision it was made for is gone.
   */
  private static StepResult<Form> afterRefusal(
      Quiz quiz, SeenForm before, SeenForm now, Failure.Permanent refused) {
    Optional<Map<String, String>> ids = quiz.askedBy(now.items());
    if (ids.isPresent()) {
      return StepResult.done(now.form(ids.get()));
    }
    return StepResult.failed(
        now.revision().equals(before.revision())
            ? new Failure.Permanent(
                QUESTION_REFUSED,
                quiz.questionAt(refused.detail(), before.items().size())
                    .map(item -> "Question " + item + ": ")
                    .orElse("")
                    + refused.detail(),
                "Look at Google's words, mend the item in its bank and start the run again.")
            : new Failure.Transient("The form was changed while it was being filled."));
  }

  @Override
  public StepResult<Form> publish(Form form, Reader reader) {
    // The learner first, then the others out, then open: at no time is it open to everybody.
    return sharing
        .answer(form.id(), reader)
        .then(permission -> switch (reader) {
          case Reader.Person _ -> sharing.close(form.id());
          case Reader.Anyone _ -> StepResult.done(permission);
        })
        .then(_ -> accepting(form.id(), true))
        .map(_ -> form);
  }

  @Override
  public StepResult<String> close(String formId) {
    StepResult<String> closed = accepting(formId, false);
    return GoogleErrors.on(RunFolders.NOT_FOUND, closed, () -> StepResult.done(formId));
  }

  private StepResult<String> accepting(String formId, boolean accepting) {
    return calls.call(
        SET_PUBLISH_SETTINGS,
        clients -> new SetPublishSettings(clients.forms(), formId, accepting),
        (GenericJson _) -> formId);
  }

  @Override
  public StepResult<List<Response>> responses(String formId) {
    return page(formId, Optional.empty(), Optional.empty())
        .then(
            first -> first.next().isEmpty()
                ? StepResult.done(first.byId())
                : pages(formId, Optional.empty(), first.next(), first.byId())
                    .then(all -> settled(formId, all, ROUNDS_MAX)))
        .map(found -> SeenResponses.sorted(found.values()));
  }

  /** Reads from a page to the last one. */
  private StepResult<Map<String, Response>> pages(
      String formId,
      Optional<Instant> since,
      Optional<String> pageToken,
      Map<String, Response> before) {
    return page(formId, since, pageToken)
        .then(page -> {
          var all = new HashMap<>(before);
          page.responses().forEach(one -> all.merge(one.id(), one, SeenResponses::later));
          return page.next().isEmpty() || all.size() >= RESPONSES_MAX
              ? StepResult.done(all)
              : pages(formId, since, page.next(), all);
        });
  }

  /**
   * What comes while pages are turned may fall between them: the newest are read again, until there
   * is nothing new among them.
   */
  private StepResult<Map<String, Response>> settled(
      String formId, Map<String, Response> known, int roundsLeft) {
    return roundsLeft == 0 || known.size() >= RESPONSES_MAX
        ? StepResult.done(known)
        : pages(formId, SeenResponses.newest(known.values()), Optional.empty(), known)
            .then(
                now -> now.equals(known)
                    ? StepResult.done(known)
                    : settled(formId, now, roundsLeft - 1));
  }

  private StepResult<SeenResponses> page(
      String formId, Optional<Instant> since, Optional<String> pageToken) {
    return calls.call(
        LIST_RESPONSES,
        clients -> {
          var request = clients.forms().forms().responses().list(formId).setPageSize(PAGE_SIZE);
          // Not after it: another response may have come in the same moment.
          since.ifPresent(moment -> request.setFilter("timestamp >= " + moment));
          pageToken.ifPresent(request::setPageToken);
          return request;
        },
        (ListFormResponsesResponse page) -> SeenResponses.of(page));
  }

  @Override
  public StepResult<Current> current(String formId) {
    return get(formId).map(SeenForm::current);
  }

  private StepResult<SeenForm> get(String formId) {
    return calls.call(
        GET,
        clients -> clients.forms().forms().get(formId),
        form -> SeenForm.of(Objects.requireNonNull(form)));
  }
}
