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
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Step 9, for one course: makes its slide deck. Where PresGen Core is not there, or stays out of
 * reach, and the request allows it, the deck is made here. That is decided once for a course: the
 * decision is a pending result, so that the run's history has it and its reason.
 */
@Step(AssessmentStep.RENDER_PRESENTATION)
final class GeneratePresentation implements StepHandler<GeneratePresentation.Input, Deck> {

  static final String DECK = "deck";

  /** What the token of a pending result begins with when the deck is to be made here. */
  private static final String LOCAL = "made locally: ";

  /** A token has room for 500 characters. */
  private static final int LONGEST_WHY = 400;

  record Input(CourseOutline course, AcceptedRequest request, GoogleAssets assets) {}

  private final Presentations presentations;
  private final DeckFiles files;
  private final RunFolders folders;
  private final Services services;
  private final Duration patience;
  private final InstantSource clock;

  GeneratePresentation(
      Presentations presentations,
      DeckFiles files,
      RunFolders folders,
      Services services,
      AssessmentSettings settings,
      InstantSource clock) {
    this.presentations = presentations;
    this.files = files;
    this.folders = folders;
    this.services = services;
    this.patience = settings.deckPatience();
    this.clock = clock;
  }

  @Override
  public Set<Service> switchedBy() {
    return Set.of(Service.CORE);
  }

  @Override
  public StepResult<Deck> execute(Input input, StepContext context) {
    var creation = creation(context);
    var made = creation.made();
    if (made.isPresent()) {
      return StepResult.done(deck(input.course(), made.get()));
    }
    if (LocalDeck.isBegun(context)) {
      return here(
          presentations.absent()
              .or(() -> presentations.outage().map(Outage::why))
              .orElse("PresGen Core could not be used when the deck was begun."),
          context);
    }
    var off = services.switchedOff(Service.CORE);
    if (off.isPresent()) {
      return without(off.get(), input, context);
    }
    if (!input.request().delivery().allowsLocalDecks()) {
      return asked(input.course(), context);
    }
    return presentations
        .absent()
        .map(why -> here(why, context))
        .orElseGet(
            () -> patience(context)
                .with(
                    !presentations.knowsKeys() && creation.isRepeatNext(),
                    () -> asked(input.course(), context)));
  }

  private Patience<Deck> patience(StepContext context) {
    return new Patience<>(
        patience,
        clock,
        new Patience.Reached(presentations::outage, presentations::knownOutage),
        creation(context)::since,
        why -> here(why, context));
  }

  @Override
  public StepResult<Deck> poll(Input input, String token, StepContext context) {
    if (token.startsWith(LOCAL)) {
      var made =
          new LocalDeck(files, folders, clock, input, context)
              .made(token.substring(LOCAL.length()));
      // While a listing may lag behind, the decision still stands.
      return made instanceof StepResult.Pending<Deck>(_, var after)
          ? new StepResult.Pending<>(token, after)
          : made;
    }
    var off = services.switchedOff(Service.CORE);
    if (off.isPresent()) {
      return without(off.get(), input, context);
    }
    var polled = presentations.poll(input.course(), token);
    return presentations.knowsKeys()
        ? entered(context, polled)
        : creation(context).polled(polled);
  }

  /** What becomes of a deck while PresGen Core is switched off. */
  private static StepResult<Deck> without(Services.Off off, Input input, StepContext context) {
    return input.request().delivery().allowsLocalDecks()
        ? here(off.reason(), context)
        : creation(context).leftOut(off);
  }

  /** Decides that the deck is made here. What PresGen Core may have made unnoticed stays listed. */
  private static StepResult<Deck> here(String why, StepContext context) {
    creation(context).abandon();
    var shortened = why.substring(0, Math.min(why.length(), LONGEST_WHY));
    return new StepResult.Pending<>(LOCAL + shortened, Duration.ZERO);
  }

  private StepResult<Deck> asked(CourseOutline course, StepContext context) {
    if (presentations.knowsKeys()) {
      context.ledger().intend(DECK, context.key());
      return entered(context, render(course, context));
    }
    return creation(context)
        .make(() -> render(course, context), job -> presentations.poll(course, job));
  }

  private StepResult<Deck> render(CourseOutline course, StepContext context) {
    return presentations.render(course, DeckText.of(course), context.key());
  }

  private static StepResult<Deck> entered(StepContext context, StepResult<Deck> result) {
    return result.map(
        deck -> {
          context.ledger().made(DECK, context.key(), id(deck.id()), Optional.of(deck.url()));
          return deck;
        });
  }

  private static BlindCreation<Deck> creation(StepContext context) {
    return new BlindCreation<>(DECK, context, deck -> new Named(id(deck.id()), deck.url()));
  }

  private static String id(@Nullable String known) {
    return Objects.requireNonNull(known, "a service names what it makes");
  }

  private static Deck deck(CourseOutline course, Named made) {
    return new Deck(course.key(), course.title(), made.id(), made.url(), course.slides());
  }
}
