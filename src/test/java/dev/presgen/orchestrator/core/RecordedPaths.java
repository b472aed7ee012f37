package dev.presgen.orchestrator.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs that go each path that a run can go, to its end. */
public final class RecordedPaths {

  private static final String WORDS = "videos course-1 course-2";

  private static final Failure LOST = new Failure.Unknown(Failure.Unknown.LOST, "the node stops");
  private static final Failure UNANSWERED =
      new Failure.Unknown(Failure.Unknown.NO_ANSWER, "no answer");

  private RecordedPaths() {}

  /** The recordings, of the workflows that the core is tested with. */
  public static List<Recording> all() {
    var paths = new ArrayList<Recording>();
    path(paths, "nothing-happens", RecordedPaths::assessment, RecordedPaths::toTheEnd);
    path(
        paths,
        "retried-until-it-works",
        RecordedPaths::assessment,
        run -> {
          run.fail("WRITE", Situations.TRANSIENT);
          run.tickAfter(Duration.ofMinutes(1));
          run.fail("WRITE", UNANSWERED);
          run.tickAfter(Duration.ofMinutes(1));
          toTheEnd(run);
        });
    path(
        paths,
        "throttled-and-blocked",
        RecordedPaths::assessment,
        run -> {
          run.fail("WRITE", Situations.THROTTLED);
          run.tickAfter(Duration.ofMinutes(2));
          run.fail("WRITE", Situations.BLOCKED);
          run.tickAfter(Duration.ofMinutes(5));
          toTheEnd(run);
        });
    path(
        paths,
        "blocked-and-retried-by-hand",
        RecordedPaths::assessment,
        run -> {
          run.fail("WRITE", Situations.BLOCKED);
          run.accept(run.retry());
          run.claim(1);
          toTheEnd(run);
        });
    path(
        paths,
        "job-polled",
        RecordedPaths::assessment,
        run -> {
          run.pending("WRITE", "job-1", Duration.ofSeconds(5));
          run.later(Duration.ofSeconds(9));
          run.pending("WRITE", "job-1", Duration.ofSeconds(5));
          run.pending("WRITE", "job-2", Duration.ofSeconds(5));
          toTheEnd(run);
        });
    path(
        paths,
        "attempt-too-long",
        RecordedPaths::assessment,
        run -> {
          var late = run.success("WRITE");
          run.tickAfter(Duration.ofMinutes(1));
          run.tell(late);
          run.tickAfter(Duration.ofMinutes(1));
          toTheEnd(run);
        });
    path(
        paths,
        "driver-replaced",
        RecordedPaths::assessment,
        run -> {
          run.succeed("WRITE");
          var late = run.success("FOLDER");
          run.claim(2);
          run.tell(late);
          run.tickAfter(Duration.ofMinutes(1));
          toTheEnd(run);
        });
    path(
        paths,
        "driver-stopped-in-order",
        RecordedPaths::assessment,
        run -> {
          run.fail("WRITE", LOST);
          run.claim(2);
          toTheEnd(run);
        });
    path(
        paths,
        "driver-killed-until-given-up",
        RecordedPaths::assessment,
        run -> {
          run.claim(2);
          run.tickAfter(Duration.ofMinutes(2));
          run.claim(3);
          run.tickAfter(Duration.ofMinutes(2));
          run.claim(4);
        });
    path(
        paths,
        "refused-before-the-pivot-and-undone",
        RecordedPaths::assessment,
        run -> {
          run.succeed("WRITE");
          run.succeed("FOLDER");
          run.fail("FORM", Situations.PERMANENT);
          run.claim(1);
          run.undone("FORM");
          run.undone("FOLDER");
        });
    path(
        paths,
        "out-of-attempts-before-the-pivot",
        RecordedPaths::assessment,
        run -> {
          run.succeed("WRITE");
          run.fail("FOLDER", UNANSWERED);
          run.tickAfter(Duration.ofMinutes(1));
          run.fail("FOLDER", UNANSWERED);
          run.tickAfter(Duration.ofMinutes(1));
          run.fail("FOLDER", UNANSWERED);
          run.undone("FOLDER");
        });
    path(
        paths,
        "undo-retried-blocked-and-left",
        Situations.undoingRun(),
        run -> {
          run.fail("FORM", Situations.TRANSIENT);
          run.tickAfter(Duration.ofMinutes(1));
          run.fail("FORM", Situations.BLOCKED);
          run.tickAfter(Duration.ofMinutes(5));
          run.undone("FORM", List.of("form-1"));
          run.undone("FOLDER");
          run.accept(run.acceptLeftovers());
        });
    path(
        paths,
        "undo-given-up-and-retried",
        Situations.undoingRun(),
        run -> {
          run.fail("FORM", Situations.PERMANENT);
          run.undone("FOLDER");
          run.accept(run.retry());
          run.claim(1);
          run.undone("FORM");
        });
    path(
        paths,
        "cancelled-during-an-attempt",
        RecordedPaths::assessment,
        run -> {
          run.succeed("WRITE");
          run.accept(run.cancel(true));
          run.fail("FOLDER", new Failure.Unknown(Failure.Unknown.STOPPED, "stopped"));
          run.claim(1);
          run.undone("FOLDER");
        });
    path(
        paths,
        "cancelled-without-undo",
        RecordedPaths::waiting,
        run -> run.accept(run.cancel(false)));
    path(
        paths,
        "cancelled-after-the-answer",
        RecordedPaths::drawing,
        run -> {
          run.refuse(run.cancel(true));
          run.accept(run.cancel(false));
          run.fail("DECKS/course-1/DRAW", LOST);
          run.fail("DECKS/course-2/DRAW", LOST);
        });
    path(
        paths,
        "reminded-and-found-by-the-probe",
        RecordedPaths::waiting,
        run -> {
          run.tickAfter(Duration.ofDays(2));
          run.accept(run.signal("note", "so far so good"));
          run.accept(run.probeFound(""));
          toTheEnd(run);
        });
    path(
        paths,
        "nothing-found-when-asked",
        RecordedPaths::waiting,
        run -> {
          run.refuse(run.signal("answered", "done"));
          run.accept(run.answered());
          toTheEnd(run);
        });
    path(
        paths,
        "deadline-extended-and-answered",
        RecordedPaths::waiting,
        run -> {
          run.tickAfter(Flows.DEADLINE);
          run.accept(run.probeFoundNothing(""));
          run.refuse(run.answered());
          run.accept(run.extend(run.now().plus(Duration.ofDays(7))));
          run.accept(run.answered());
          toTheEnd(run);
        });
    path(
        paths,
        "deadline-with-an-answer-in-time",
        RecordedPaths::waiting,
        run -> {
          run.tickAfter(Flows.DEADLINE);
          run.accept(run.probeFound(""));
          toTheEnd(run);
        });
    path(
        paths,
        "deadline-that-cannot-be-judged",
        RecordedPaths::waiting,
        run -> {
          run.tickAfter(Flows.DEADLINE);
          run.accept(run.probeRefused(""));
          run.accept(run.cancel(false));
        });
    path(
        paths,
        "signal-before-the-wait",
        RecordedPaths::assessment,
        run -> {
          run.accept(run.answered());
          run.succeed("WRITE");
          run.succeed("FOLDER");
          run.succeed("FORM");
          run.accept(run.probeFoundNothing(""));
          run.accept(run.answered());
          toTheEnd(run);
        });
    path(
        paths,
        "paused-while-it-waits",
        RecordedPaths::waiting,
        run -> {
          run.accept(run.pause());
          run.later(Duration.ofDays(20));
          run.accept(run.resume());
          run.tickAfter(Duration.ofDays(3));
          run.accept(run.answered());
          toTheEnd(run);
        });
    path(
        paths,
        "paused-during-an-attempt",
        RecordedPaths::assessment,
        run -> {
          run.accept(run.pause());
          run.succeed("WRITE");
          run.later(Duration.ofHours(1));
          run.accept(run.resume());
          run.claim(1);
          toTheEnd(run);
        });
    path(
        paths,
        "refused-after-the-pivot-and-retried",
        RecordedPaths::drawing,
        run -> {
          run.fail("DECKS/course-1/DRAW", Situations.PERMANENT);
          run.succeed("DECKS/course-2/DRAW");
          run.accept(run.retry());
          run.claim(1);
          toTheEnd(run);
        });
    path(
        paths,
        "refused-after-the-pivot-and-skipped-with-an-output",
        RecordedPaths::drawing,
        run -> {
          run.fail("DECKS/course-1/DRAW", Situations.PERMANENT);
          run.accept(run.skip("DECKS/course-1", Optional.of(run.found())));
          run.claim(1);
          toTheEnd(run);
        });
    path(
        paths,
        "a-video-is-missing",
        RecordedPaths::drawing,
        run -> {
          run.succeed("DECKS/course-1/DRAW");
          run.succeed("DECKS/course-2/DRAW");
          run.fail("VIDEOS/course-1/FILM", Situations.PERMANENT);
          toTheEnd(run);
        });
    path(
        paths,
        "no-videos-wanted",
        () -> Scenario.claimed(Flows.assessment(), "course-1"),
        RecordedPaths::toTheEnd);
    path(
        paths,
        "skippable-step-skipped",
        RecordedPaths::drawing,
        run -> {
          run.succeed("DECKS/course-1/DRAW");
          run.succeed("DECKS/course-2/DRAW");
          run.succeed("VIDEOS/course-1/FILM");
          run.succeed("VIDEOS/course-2/FILM");
          run.fail("TELL", Situations.PERMANENT);
          run.accept(run.skip("TELL", Optional.empty()));
        });
    path(
        paths,
        "blocked-and-looked-at-again",
        RecordedPaths::drawing,
        run -> {
          run.fail("DECKS/course-1/DRAW", Situations.BLOCKED);
          run.accept(
              new Fact.Recheck(
                  run.now(), Scenario.OPERATOR, Situations.BLOCKED.what(), Optional.empty()));
          run.tick();
          toTheEnd(run);
        });
    path(
        paths,
        "left-out-by-its-own-step",
        RecordedPaths::drawing,
        run -> {
          run.succeed("DECKS/course-1/DRAW");
          run.succeed("DECKS/course-2/DRAW");
          run.succeed("VIDEOS/course-2/FILM");
          // Not one of those that may be left out: it is tried again.
          run.leaveOut("VIDEOS/course-1/FILM");
          run.tickAfter(Duration.ofMinutes(1));
          run.succeed("VIDEOS/course-1/FILM");
          run.leaveOut("TELL");
        });
    path(
        paths,
        "rewound-and-done-again",
        RecordedPaths::drawing,
        run -> {
          run.succeed("DECKS/course-1/DRAW");
          run.fail("DECKS/course-2/DRAW", Situations.PERMANENT);
          run.accept(run.rewind("SCORE"));
          run.claim(1);
          toTheEnd(run);
        });
    path(
        paths,
        "rewound-with-something-given",
        RecordedPaths::drawing,
        run -> {
          run.fail("DECKS/course-1/DRAW", Situations.PERMANENT);
          run.fail("DECKS/course-2/DRAW", Situations.PERMANENT);
          run.accept(run.rewind("DECKS", Map.of("SCORE", run.found())));
          run.claim(1);
          toTheEnd(run);
        });
    path(
        paths,
        "asked-answered-and-asked-again",
        () -> Scenario.claimed(Flows.talk(), "ask"),
        run -> {
          run.succeed("ASK");
          run.accept(run.signal("note", "hm"));
          run.refuse(run.signal("reply", "now!"));
          run.accept(run.signal("reply", "later"));
          run.tickAfter(Duration.ofDays(8));
          run.accept(run.signal("reply", "please"));
        });
    path(
        paths,
        "kept-signal-dropped",
        () -> Scenario.claimed(Flows.talk(), "ask"),
        run -> {
          run.accept(run.signal("reply", "now!"));
          run.accept(run.signal("reply", "please"));
          run.succeed("ASK");
        });
    path(
        paths,
        "nobody-replies",
        () -> Scenario.claimed(Flows.talk(), ""),
        run -> run.tickAfter(Duration.ofDays(31)));
    path(
        paths,
        "units-one-after-the-other",
        () -> Scenario.claimed(Flows.talk(), "again course-1 course-2"),
        run -> {
          run.accept(run.signal("reply", "please"));
          run.accept(run.signal("studied", "all"));
          run.tickAfter(Duration.ofDays(6));
          run.tickAfter(Duration.ofDays(31));
        });
    path(
        paths,
        "branches-at-once-and-a-review",
        Scenario::reviewing,
        run -> {
          run.accept(run.delegate("deputy@example.org"));
          run.accept(run.signal("approved", "please"));
          toTheEnd(run);
        });
    path(
        paths,
        "fallback-in-a-branch",
        RecordedPaths::graph,
        run -> {
          run.fail("BOTH/words/WRITE", Situations.PERMANENT);
          toTheReview(run);
          run.accept(run.signal("approved", "please"));
          toTheEnd(run);
        });
    path(
        paths,
        "a-branch-is-skipped",
        RecordedPaths::graph,
        run -> {
          run.fail("BOTH/picture/DRAW", Situations.PERMANENT);
          run.accept(run.skip("BOTH/picture/DRAW", Optional.empty()));
          run.claim(1);
          toTheReview(run);
          run.accept(run.signal("approved", "please"));
          toTheEnd(run);
        });
    path(
        paths,
        "actions-of-a-wait",
        Scenario::reviewing,
        run -> {
          run.accept(run.signal("remark", "one"));
          run.claim(1);
          run.accept(run.signal("remark", "two"));
          run.succeed("REVIEWED/review/NOTE_IT");
          run.fail("REVIEWED/review/NOTE_IT", Situations.PERMANENT);
          run.accept(run.skip("REVIEWED/review/NOTE_IT", Optional.empty()));
          run.tickAfter(Duration.ofDays(1));
          run.fail("REVIEWED/review/NUDGE", Situations.PERMANENT);
          run.accept(run.signal("approved", "please"));
          toTheEnd(run);
        });
    path(
        paths,
        "no-review-comes-and-the-call-is-done-again",
        Scenario::reviewing,
        run -> {
          for (int day = 0; day < 7; day++) {
            run.tickAfter(Duration.ofDays(1));
            if (run.at("REVIEWED/review") instanceof Position.Executing) {
              run.succeed("REVIEWED/review/NUDGE");
            }
          }
          run.accept(run.rewind("REVIEWED"));
          run.accept(run.signal("approved", "please"));
          toTheEnd(run);
        });
    path(
        paths,
        "cancelled-inside-a-call",
        Scenario::reviewing,
        run -> run.accept(run.cancel(true)));
    return paths;
  }

  /** Goes a path and records it. */
  static void path(
      List<Recording> paths, String name, Supplier<Scenario> begin, Consumer<Scenario> rest) {
    var run = begin.get();
    rest.accept(run);
    paths.add(run.recorded(name));
  }

  private static Scenario assessment() {
    return Scenario.claimed(Flows.assessment(), WORDS);
  }

  private static Scenario waiting() {
    return Scenario.waitingForAnswer(WORDS);
  }

  private static Scenario drawing() {
    return Scenario.drawing(WORDS);
  }

  private static Scenario graph() {
    return Scenario.claimed(Flows.graph(), "");
  }

  private static void toTheReview(Scenario run) {
    while (run.state().waiting().findAny().isEmpty()) {
      next(run);
    }
  }

  /** Lets everything work from here on, and the answer come. */
  private static void toTheEnd(Scenario run) {
    while (!run.state().ended()) {
      if (run.agenda().ready()) {
        run.claim(run.epoch());
      } else if (run.root() instanceof Position.Waiting) {
        run.accept(run.answered());
      } else {
        next(run);
      }
    }
  }

  private static void next(Scenario run) {
    var open =
        run.agenda()
            .work()
            .stream()
            .filter(work -> work instanceof Agenda.Attempt || work instanceof Agenda.Poll)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("nothing is under way: " + run.state()));
    var given =
        open.at().node().equals("MERGE")
            ? new Flows.Draft("reviewer@example.org")
            : new Flows.Made(open.at().path().toString());
    run.accept(run.success(open.at().path().toString(), given));
  }
}
