package dev.presgen.orchestrator.sandbox.pages;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.google.forms.LearnerForms;
import dev.presgen.orchestrator.sandbox.google.forms.LearnerForms.Opened;
import dev.presgen.orchestrator.sandbox.google.forms.LearnerForms.Outcome;
import dev.presgen.orchestrator.sandbox.google.forms.LearnerForms.State;
import dev.presgen.orchestrator.sandbox.google.forms.Submission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The form as a learner sees it. */
@Controller
@SandboxOnly
@RequestMapping("/sandbox/google/forms/d/e/{responderId}")
class LearnerFormPages {

  private final LearnerForms forms;

  LearnerFormPages(LearnerForms forms) {
    this.forms = forms;
  }

  @GetMapping("/viewform")
  String view(@PathVariable String responderId, Model model, HttpServletResponse response) {
    var opened = forms.open(responderId);
    if (opened.isEmpty()) {
      return closed(model, response, 404, "There is no such form", "Check the link.");
    }
    return switch (opened.get().state()) {
      case OPEN -> form(opened.get(), Submission.empty(), Submission.Problems.none(), model);
      case CLOSED -> "redirect:closedform";
      case UNPUBLISHED, TRASHED -> notOpen(opened.get().state(), model, response);
    };
  }

  @GetMapping("/closedform")
  String closedForm(@PathVariable String responderId, Model model, HttpServletResponse response) {
    var opened = forms.open(responderId).filter(form -> form.state() == State.CLOSED);
    if (opened.isEmpty()) {
      return "redirect:viewform";
    }
    return closed(model, response, 200, opened.get().title(), NO_LONGER);
  }

  @PostMapping({"/viewform", "/formResponse"})
  String submit(
      @PathVariable String responderId,
      HttpServletRequest request,
      Model model,
      HttpServletResponse response) {
    var submission = Submission.of(request.getParameterMap());
    var outcome = forms.submit(responderId, submission);
    var opened = forms.open(responderId);
    if (outcome.isEmpty() || opened.isEmpty()) {
      return closed(model, response, 404, "There is no such form", "Check the link.");
    }
    return switch (outcome.get()) {
      case Outcome.Accepted accepted -> accepted(opened.get(), accepted, model);
      case Outcome.NotOpen notOpen -> notOpen(notOpen.state(), model, response);
      case Outcome.NotAllowed _ ->
          refused(
              opened.get(),
              submission,
              new Submission.Problems("This address may not answer this form", Map.of()),
              403,
              model,
              response);
      case Outcome.Incomplete incomplete ->
          refused(opened.get(), submission, incomplete.problems(), 400, model, response);
    };
  }

  private static final String NO_LONGER = "This form is no longer accepting responses.";

  private static String refused(
      Opened opened,
      Submission submission,
      Submission.Problems problems,
      int status,
      Model model,
      HttpServletResponse response) {
    response.setStatus(status);
    return form(opened, submission, problems, model);
  }

  private static String form(
      Opened opened, Submission submission, Submission.Problems problems, Model model) {
    var form = opened.form().body();
    model.addAttribute("title", opened.title());
    model.addAttribute("description", form.path("info").path("description").asString(""));
    model.addAttribute("asksEmail", opened.asksEmail());
    model.addAttribute("email", submission.email().orElse(""));
    model.addAttribute("problems", problems);
    model.addAttribute(
        "items",
        form.path("items")
            .valueStream()
            .map(item -> ItemView.of(item, submission, problems))
            .toList());
    return "sandbox/pages/form";
  }

  private static String accepted(Opened opened, Outcome.Accepted accepted, Model model) {
    var score = accepted.response().body().path("totalScore");
    model.addAttribute("title", opened.title());
    model.addAttribute(
        "score",
        score.isMissingNode()
            ? Optional.<String>empty()
            : Optional.of("%d / %d".formatted(score.asInt(), maximum(opened))));
    return "sandbox/pages/submitted";
  }

  private static int maximum(Opened opened) {
    return opened.form()
        .body()
        .path("items")
        .valueStream()
        .map(item -> ItemView.of(item, Submission.empty(), Submission.Problems.none()))
        .flatMap(item -> item.questions().stream())
        .mapToInt(ItemView.QuestionView::points)
        .sum();
  }

  private static String notOpen(State state, Model model, HttpServletResponse response) {
    return switch (state) {
      case UNPUBLISHED ->
          closed(model, response, 401, "You need permission", "This form is not published.");
      case TRASHED ->
          closed(model, response, 404, "This form is gone", "Its owner has put it into the trash.");
      case CLOSED, OPEN -> closed(model, response, 403, "Closed", NO_LONGER);
    };
  }

  private static String closed(
      Model model, HttpServletResponse response, int status, String title, String text) {
    response.setStatus(status);
    model.addAttribute("title", title);
    model.addAttribute("text", text);
    return "sandbox/pages/notice";
  }
}
