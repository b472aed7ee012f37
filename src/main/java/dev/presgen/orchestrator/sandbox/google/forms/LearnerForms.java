package dev.presgen.orchestrator.sandbox.google.forms;

import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.drive.Files;
import dev.presgen.orchestrator.sandbox.google.drive.Permissions;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Forms as a learner sees them. */
@Service
@SandboxOnly
@Transactional
public class LearnerForms {

  private final ObjectTable objects;
  private final Files files;
  private final Permissions permissions;

  LearnerForms(ObjectTable objects, Files files, Permissions permissions) {
    this.objects = objects;
    this.files = files;
    this.permissions = permissions;
  }

  /** Whether a form can be answered now. */
  public enum State {
    OPEN,
    /** Published, but no longer accepting responses. */
    CLOSED,
    UNPUBLISHED,
    TRASHED
  }

  /** What came of handing in. */
  public sealed interface Outcome {
    /** Kept; {@code response} is a {@code FormResponse}. */
    record Accepted(Stored response) implements Outcome {}

    /** The form cannot be answered now. */
    record NotOpen(State state) implements Outcome {}

    /** This address may not answer. */
    record NotAllowed() implements Outcome {}

    /** Something is missing or wrong; nothing is kept. */
    record Incomplete(Submission.Problems problems) implements Outcome {}
  }

  /**
   * A form that a learner opened.
   *
   * @param asksEmail whether an address must be given: it is collected, or it decides who may answer
   */
  public record Opened(Stored form, String name, State state, boolean collectsEmail,
      boolean asksEmail) {
    /** What stands above the form. */
    public String title() {
      var title = form.body().path("info").path("title").asString("");
      return title.isEmpty() ? name : title;
    }
  }

  /** The form behind a responder link. */
  public Optional<Opened> open(String responderId) {
    return objects.findByAlias(Kind.FORM, responderId).map(this::opened);
  }

  /** Hands in a response, graded where the form is a quiz. */
  public Optional<Outcome> submit(String responderId, Submission submission) {
    return objects
        .findByAlias(Kind.FORM, responderId)
        .flatMap(found -> objects.lock(Kind.FORM, found.id()))
        .map(form -> submit(opened(form), submission));
  }

  private Outcome submit(Opened opened, Submission submission) {
    if (opened.state() != State.OPEN) {
      return new Outcome.NotOpen(opened.state());
    }
    var problems = submission.problems(opened.form().body(), opened.asksEmail());
    if (!problems.isEmpty()) {
      return new Outcome.Incomplete(problems);
    }
    if (!permissions.mayRespond(files.get(opened.form().id()), submission.email())) {
      return new Outcome.NotAllowed();
    }
    var response =
        submission.response(opened.form().body(), opened.collectsEmail()).below(opened.form().id());
    objects.insert(response);
    return new Outcome.Accepted(response);
  }

  private Opened opened(Stored form) {
    var file = files.get(form.id());
    var collects =
        !form.body()
            .path("settings")
            .path("emailCollectionType")
            .asString("DO_NOT_COLLECT")
            .equals("DO_NOT_COLLECT");
    var isRestricted = !permissions.mayRespond(file, Optional.empty());
    return new Opened(
        form, file.body().path("name").asString(""), state(form, file), collects,
        collects || isRestricted);
  }

  private State state(Stored form, Stored file) {
    var publish = form.body().path("publishSettings").path("publishState");
    if (files.isTrashed(file)) {
      return State.TRASHED;
    }
    if (!publish.path("isPublished").asBoolean(false)) {
      return State.UNPUBLISHED;
    }
    return publish.path("isAcceptingResponses").asBoolean(false) ? State.OPEN : State.CLOSED;
  }
}
