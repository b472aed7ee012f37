package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.Creation;
import dev.presgen.orchestrator.workflows.Creation.Made;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.CourseOutlines.CourseOutline;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileKind;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileRef;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The making of one course's deck without PresGen Core: a file in the run's folder. */
final class LocalDeck {

  private static final int LONGEST_NAME = 150;

  private final DeckFiles files;
  private final RunFolders folders;
  private final GeneratePresentation.Input input;
  private final Creation creation;

  LocalDeck(
      DeckFiles files,
      RunFolders folders,
      InstantSource clock,
      GeneratePresentation.Input input,
      StepContext context) {
    this.files = files;
    this.folders = folders;
    this.input = input;
    this.creation =
        new Creation(
            GeneratePresentation.DECK, marker(context), new InFolder(), context, clock);
  }

  private static String marker(StepContext context) {
    return Marker.of(context.key(), "local");
  }

  /** Whether an attempt has begun to make it; from then on there is no way back to the service. */
  static boolean isBegun(StepContext context) {
    return context.ledger().find(GeneratePresentation.DECK, marker(context)).isPresent();
  }

  /** Makes the deck, or finds the one that an earlier attempt has made. */
  StepResult<Deck> made(String why) {
    return creation
        .once()
        .map(
            made -> new Deck(
                input.course().key(),
                input.course().title(),
                made.id(),
                made.url().orElseThrow(),
                written().slides(),
                true,
                why));
  }

  private DeckFiles.Written written() {
    var exam = input.request().certification();
    return files.pptx(
        input.course(),
        exam.name() + " (" + exam.version() + ")",
        "Item bank " + input.request().assessment().bank() + ": " + items(input.course()));
  }

  private static String items(CourseOutline course) {
    return String.join(
        ", ",
        course.sections()
            .stream()
            .flatMap(section -> section.items().stream())
            .distinct()
            .toList());
  }

  private String name() {
    var title = input.course().title();
    var shortened =
        DisplayedText.length(title) <= LONGEST_NAME
            ? title
            : title.substring(0, title.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    return shortened + ".pptx";
  }

  /** The run's folder. */
  private final class InFolder implements Creation.Outside {
    private String folder() {
      return input.assets().folder().id();
    }

    @Override
    public StepResult<List<Made>> find(String marker) {
      return folders
          .find(folder(), FileKind.DECK, marker)
          .map(found -> found.stream().map(InFolder::made).toList());
    }

    @Override
    public StepResult<Made> make(String marker) {
      return folders
          .upload(folder(), FileKind.DECK, name(), marker, written().content())
          .map(InFolder::made);
    }

    @Override
    public StepResult<?> discard(String id) {
      return folders.trash(id);
    }

    @Override
    public Duration listingLag() {
      return folders.listingLag();
    }

    private static Made made(FileRef file) {
      return new Made(file.id(), Optional.of(file.url()));
    }
  }
}
