package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.BlindCreation;
import dev.presgen.orchestrator.workflows.BlindCreation.Named;
import dev.presgen.orchestrator.workflows.Services;
import dev.presgen.orchestrator.workflows.Services.Service;
import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.engine.courses.DeckText;
import java.util.Optional;
import java.util.Set;

/** Step 9, for one course: makes its slide deck. */
@Step(AssessmentStep.RENDER_PRESENTATION)
final class GeneratePresentation implements StepHandler<GeneratePresentation.Input, Deck> {

  static final String DECK = "deck";

  record Input(CourseOutline course) {}

  private final Presentations presentations;
  private final Services services;

  GeneratePresentation(Presentations presentations, Services services) {
    this.presentations = presentations;
    this.services = services;
  }

  @Override
  public Set<Service> switchedBy() {
    return Set.of(Service.CORE);
  }

  @Override
  public StepResult<Deck> execute(Input input, StepContext context) {
    var course = input.course();
    var creation = creation(context);
    var made = creation.made();
    if (made.isPresent()) {
      return StepResult.done(deck(course, made.get()));
    }
    var off = services.switchedOff(Service.CORE);
    if (off.isPresent()) {
      return creation.leftOut(off.get());
    }
    if (presentations.knowsKeys()) {
      context.ledger().intend(DECK, context.key());
      return entered(context, render(course, context));
    }
    return creation.make(() -> render(course, context));
  }

  @Override
  public StepResult<Deck> poll(Input input, String token, StepContext context) {
    var off = services.switchedOff(Service.CORE);
    if (off.isPresent()) {
      return creation(context).leftOut(off.get());
    }
    var polled = presentations.poll(input.course(), token);
    return presentations.knowsKeys()
        ? entered(context, polled)
        : creation(context).polled(polled);
  }

  private StepResult<Deck> render(CourseOutline course, StepContext context) {
    return presentations.render(course, DeckText.of(course), context.key());
  }

  private static StepResult<Deck> entered(StepContext context, StepResult<Deck> result) {
    return result.map(
        deck -> {
          context.ledger().made(DECK, context.key(), deck.id(), Optional.of(deck.url()));
          return deck;
        });
  }

  private static BlindCreation<Deck> creation(StepContext context) {
    return new BlindCreation<>(DECK, context, deck -> new Named(deck.id(), deck.url()));
  }

  private static Deck deck(CourseOutline course, Named made) {
    return new Deck(course.key(), course.title(), made.id(), made.url(), course.slides());
  }
}
