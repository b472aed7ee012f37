package dev.presgen.orchestrator.core;

import dev.presgen.orchestrator.core.Contract.Need;
import dev.presgen.orchestrator.core.Contract.Shape;
import dev.presgen.orchestrator.core.Node.Anchor;
import dev.presgen.orchestrator.core.Node.Answer;
import dev.presgen.orchestrator.core.Node.Elapsed;
import dev.presgen.orchestrator.core.Node.Schedule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The workflows that the core is tested with. */
public final class Flows {

  /** What all of them start with: the words that their functions look for. */
  public record Input(String words) {
    boolean says(String word) {
      return Arrays.asList(words.split(" ")).contains(word);
    }
  }

  public record Made(String what) {}

  public record Answered(String text) {}

  public record Course(String key) {}

  public record Deck(String of) {}

  public record Video(String of) {}

  public static final RetryPolicy RETRY =
      new RetryPolicy(Duration.ofSeconds(4), Duration.ofMinutes(1), 3);
  public static final Limits LIMITS =
      new Limits(Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(1));

  static final Duration DEADLINE = Duration.ofDays(7);

  static final Named.Guard POLITE =
      new Named.Guard(
          "polite",
          (outputs, said) -> switch (((Answered) said).text()) {
            case "please" -> new Named.Verdict.Accept();
            case "later" -> new Named.Verdict.NotYet();
            case "crash" -> throw new IllegalStateException("the words: crash");
            default -> new Named.Verdict.Refuse("it is not polite");
          });

  private Flows() {}

  public static Contract contract(Class<?> gives, Need... needs) {
    return new Contract(List.of(needs), gives, false);
  }

  public static Contract undoable(Class<?> gives) {
    return new Contract(List.of(), gives, true);
  }

  public static Need one(Class<?> type) {
    return new Need("it", type, Optional.empty(), Shape.ONE);
  }

  public static Named.Condition says(String word) {
    return new Named.Condition("says " + word, outputs -> outputs.input(Input.class).says(word));
  }

  public static Node.Signal closing(String name, String target) {
    return new Node.Signal(
        name, Answered.class, Optional.empty(), false, new Answer.Close(target));
  }

  public static Node.Signal staying(String name) {
    return new Node.Signal(name, Answered.class, Optional.empty(), false, new Answer.Stay());
  }

  public static Node.Timer after(String name, Duration time, Elapsed elapsed) {
    return new Node.Timer(name, new Schedule.After(time), Anchor.OPENING, elapsed);
  }

  static Node.Probe probe(String target) {
    return new Node.Probe(
        "LOOK",
        contract(Answered.class),
        new Cadence(Duration.ofMinutes(1), Duration.ofHours(1)),
        LIMITS,
        target);
  }

  /** One task and nothing else. */
  public static Workflow single() {
    return Workflow.named("single", "1", Input.class)
        .task("WORK", contract(Made.class))
        .retry(RETRY)
        .limits(LIMITS)
        .then("END")
        .end("END")
        .build();
  }

  /** The courses that follow the word {@code courses} in the input. */
  public static final Named.Items COURSES =
      new Named.Items(
          "courses",
          Course.class,
          outputs -> Stream.of(outputs.input(Input.class).words().split(" "))
              .filter(word -> word.startsWith("course-"))
              .map(word -> new Named.Item(word, new Course(word)))
              .toList());

  /** A small assessment: makes things, waits for an answer, then fans out twice. */
  public static Workflow assessment() {
    return Workflow.named("assessment", "1", Input.class)
        .task("WRITE", contract(Made.class))
        .retry(RETRY)
        .limits(LIMITS)
        .then("FOLDER")
        .task("FOLDER", undoable(Made.class))
        .retry(RETRY)
        .limits(LIMITS)
        .then("FORM")
        .task("FORM", undoable(Made.class))
        .retry(RETRY)
        .limits(LIMITS)
        .then("ANSWER")
        .wait("ANSWER", Answered.class)
        .signal(
            new Node.Signal(
                "answered", Answered.class, Optional.empty(), true, new Answer.Close("SCORE")))
        .signal(staying("note"))
        .timer(
            new Node.Timer(
                "reminder",
                new Schedule.Computed(
                    new Named.Offsets(
                        "reminders",
                        outputs -> List.of(Duration.ofDays(6), Duration.ofDays(2)))),
                Anchor.OPENING,
                new Elapsed.Stay()))
        .timer(
            after(
                "deadline", DEADLINE,
                new Elapsed.Expire("NO_ANSWER", "nobody answered", "Extend.")))
        .probe(probe("SCORE"))
        .assignee(new Named.Assignee("learner", outputs -> "learner@example.org"))
        .pivot()
        .done()
        .task("SCORE", contract(Made.class, one(Answered.class)))
        .retry(RETRY)
        .limits(LIMITS)
        .then("DECKS")
        .each("DECKS", COURSES)
        .body(
            body -> body.task("DRAW", contract(Deck.class, one(Course.class)))
                .retry(RETRY)
                .limits(LIMITS)
                .then("DRAWN")
                .end("DRAWN"),
            "DRAW")
        .atOnce(2)
        .then("VIDEOS")
        .each("VIDEOS", COURSES)
        .body(
            body -> body.task("FILM", contract(Video.class, one(Course.class)))
                .retry(RETRY)
                .limits(LIMITS)
                .then("FILMED")
                .end("FILMED"),
            "FILM")
        .atOnce(2)
        .join(Node.Join.COLLECT)
        .when(says("videos"))
        .then("TELL")
        .task("TELL", contract(Made.class))
        .retry(RETRY)
        .limits(LIMITS)
        .skippable()
        .then("END")
        .end("END")
        .build();
  }

  /** What a review is asked about. */
  record Draft(String text) {}

  /** A review that somebody is asked for, as others call it. */
  static Workflow review() {
    return Workflow.named("review", "1", Draft.class)
        .wait("AWAIT", Answered.class)
        .signal(
            new Node.Signal(
                "approved",
                Answered.class,
                Optional.of(POLITE),
                false,
                new Answer.Close("RECORD")))
        .signal(
            new Node.Signal(
                "remark",
                Answered.class,
                Optional.empty(),
                false,
                new Answer.Stay(Optional.of("NOTE_IT"))))
        .timer(
            new Node.Timer(
                "nudge",
                new Schedule.Every(Duration.ofDays(1)),
                Anchor.OPENING,
                new Elapsed.Stay(Optional.of("NUDGE"))))
        .timer(after("deadline", DEADLINE, new Elapsed.Expire("NO_REVIEW", "none came", "Extend.")))
        .assignee(new Named.Assignee("reviewer", outputs -> outputs.input(Draft.class).text()))
        .done()
        .task("NOTE_IT", contract(Made.class, from("remark")))
        .retry(RETRY)
        .limits(LIMITS)
        .skippable()
        .then("AWAIT")
        .task("NUDGE", contract(Made.class))
        .retry(RETRY)
        .limits(LIMITS)
        .fallback("AWAIT")
        .then("AWAIT")
        .task("RECORD", contract(Made.class, from("approved")))
        .retry(RETRY)
        .limits(LIMITS)
        .then("END")
        .end("END")
        .build();
  }

  static Need from(String signal) {
    return new Need("it", Answered.class, Optional.of(signal), Shape.ONE);
  }

  /** A graph with two branches at once, a fallback and a call. */
  static Workflow graph() {
    return Workflow.named("graph", "1", Input.class)
        .parallel("BOTH")
        .branch(
            "words",
            branch -> branch.task("WRITE", contract(Draft.class))
                .retry(RETRY)
                .limits(LIMITS)
                .fallback("PLAIN")
                .then("WRITTEN")
                .task("PLAIN", contract(Made.class))
                .retry(RETRY)
                .limits(LIMITS)
                .then("WRITTEN")
                .end("WRITTEN"),
            "WRITE")
        .branch(
            "picture",
            branch -> branch.task("DRAW", contract(Draft.class))
                .retry(RETRY)
                .limits(LIMITS)
                .skippable()
                .then("DRAWN")
                .end("DRAWN"),
            "DRAW")
        .then("MERGE")
        .task(
            "MERGE",
            contract(
                Draft.class,
                new Need("words", Draft.class, Optional.of("WRITE"), Shape.OPTIONAL),
                new Need("picture", Draft.class, Optional.of("DRAW"), Shape.OPTIONAL)))
        .retry(RETRY)
        .limits(LIMITS)
        .then("REVIEWED")
        .call("REVIEWED", review())
        .from("MERGE")
        .gives("RECORD")
        .then("PRINT")
        .task(
            "PRINT",
            contract(Made.class, new Need("it", Made.class, Optional.of("REVIEWED"), Shape.ONE)))
        .retry(RETRY)
        .limits(LIMITS)
        .then("END")
        .end("END")
        .build();
  }

  /** A talk that goes round: a task, a wait with all kinds of timers and guards, a choice. */
  public static Workflow talk() {
    return Workflow.named("talk", "1", Input.class)
        .task("ASK", contract(Made.class))
        .retry(RETRY)
        .limits(LIMITS)
        .when(says("ask"))
        .then("LISTEN")
        .wait("LISTEN", Answered.class)
        .signal(
            new Node.Signal(
                "reply",
                Answered.class,
                Optional.of(POLITE),
                false,
                new Answer.Close("WHETHER")))
        .signal(staying("note"))
        .timer(
            new Node.Timer(
                "weekly",
                new Schedule.Every(Duration.ofDays(7)),
                Anchor.OPENING,
                new Elapsed.Stay()))
        .timer(
            new Node.Timer(
                "silence",
                new Schedule.After(Duration.ofDays(3)),
                Anchor.LAST_SIGNAL,
                new Elapsed.Stay()))
        .timer(after("deadline", Duration.ofDays(30), new Elapsed.GoTo("GIVE_UP")))
        .done()
        .choice("WHETHER")
        .when(says("again"), "UNITS")
        .otherwise("END")
        .each("UNITS", COURSES)
        .body(
            body -> body.wait("STUDY", Answered.class)
                .signal(
                    new Node.Signal(
                        "studied",
                        Answered.class,
                        Optional.of(
                            new Named.Guard(
                                "unit",
                                (outputs, said) -> ((Answered) said).text().equals("all")
                                    ? new Named.Verdict.Accept()
                                    : new Named.Verdict.NotYet())),
                        false,
                        new Answer.Close("STUDIED")))
                .timer(after("late", Duration.ofDays(5), new Elapsed.GoTo("STUDIED")))
                .done()
                .end("STUDIED"),
            "STUDY")
        .atOnce(1)
        .then("LISTEN")
        .end("GIVE_UP")
        .end("END")
        .build();
  }

  /** A run that makes things item by item before its pivot, and may come back to do so again. */
  public static Workflow early() {
    return Workflow.named("early", "1", Input.class)
        .each("DECKS", COURSES)
        .body(
            body -> body.task("DRAW", undoable(Deck.class))
                .retry(RETRY)
                .limits(LIMITS)
                .then("FILM")
                .task("FILM", undoable(Video.class))
                .retry(RETRY)
                .limits(LIMITS)
                .then("FILMED")
                .end("FILMED"),
            "FILM")
        .atOnce(2)
        .then("HEAR")
        .wait("HEAR", Answered.class)
        .signal(closing("reply", "TELL"))
        .signal(closing("note", "DECKS"))
        .done()
        .task("TELL", undoable(Made.class))
        .retry(RETRY)
        .limits(LIMITS)
        .then("ANSWER")
        .wait("ANSWER", Answered.class)
        .signal(closing("answered", "END"))
        .pivot()
        .done()
        .end("END")
        .build();
  }
}
