package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.Answer;
import dev.presgen.orchestrator.cli.client.ApiClient;
import dev.presgen.orchestrator.cli.view.Ink;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An operator's order to a run: accepted or refused at once, recorded with who, when and why. */
abstract sealed class Order extends ApiCommand
    permits Order.Pause,
    Order.Resume,
    Order.Cancel,
    Order.Retry,
    Order.Skip,
    Order.Extend,
    Rewind,
    Delegate {
  private final String name;

  @Parameters(paramLabel = "RUN", description = "Its whole id, or key:WORKFLOW:KEY.")
  private String run = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; kept in the run's history. Required.")
  private @Nullable String reason;

  Order(Session session, String name) {
    super(session);
    this.name = name;
  }

  /** Adds what this order says besides its reason. */
  abstract void detail(ObjectNode body);

  @Override
  final int call(ApiClient api) {
    if (reason == null || reason.isBlank()) {
      throw new UsageProblem(
          "Say why, with --reason \"...\": it is kept in the run's history beside the " + name
              + ".");
    }
    var body = JsonMapper.shared().createObjectNode().put("reason", reason);
    detail(body);
    var reply = api.post(RunPath.of(run, name), body.toString());
    session().show(reply.body(), this::outcome);
    return ExitCode.OK;
  }

  private List<String> outcome(Answer answer, Ink ink) {
    var status = answer.text("status");
    return List.of(
        name
            + " is accepted."
            + (status.isEmpty() ? "" : " The run is now " + ink.status(status, status) + "."));
  }

  @Command(
      name = "pause",
      description = "Lets what runs finish, and starts nothing more until resume.",
      footer = {"", "Examples:", "  presgen pause RUN --reason \"form is being checked\""})
  static final class Pause extends Order {
    Pause(Session session) {
      super(session, "pause");
    }

    @Override
    void detail(ObjectNode body) {}
  }

  @Command(
      name = "resume",
      description = "Goes on with a paused run.",
      footer = {"", "Examples:", "  presgen resume RUN --reason \"form is fine\""})
  static final class Resume extends Order {
    Resume(Session session) {
      super(session, "resume");
    }

    @Override
    void detail(ObjectNode body) {}
  }

  @Command(
      name = "cancel",
      description = "Ends a run.",
      footer = {
          "",
          "presgen undo-plan RUN tells what --undo would do.",
          "",
          "Examples:",
          "  presgen cancel RUN --undo --reason \"ordered twice\"",
          "  presgen cancel RUN --accept --reason \"folder removed by hand\""
      })
  static final class Cancel extends Order {
    @Option(names = "--undo", description = "Take back what the run has made.")
    private boolean undo;

    @Option(names = "--accept", description = "Accept what an undo could not take back.")
    private boolean accept;

    Cancel(Session session) {
      super(session, "cancel");
    }

    @Override
    void detail(ObjectNode body) {
      if (undo) {
        body.put("undo", true);
      }
      if (accept) {
        body.put("accept", true);
      }
    }
  }

  @Command(
      name = "retry",
      description = "Tries again what failed.",
      footer = {
          "",
          "Examples:",
          "  presgen retry RUN --reason \"quota raised\"",
          "  presgen retry RUN --path GENERATE_PRESENTATIONS/3 --reason \"Core is back\""
      })
  static final class Retry extends Order {
    @Option(names = "--path", paramLabel = "PATH", description = "Which part, where several are.")
    private @Nullable String path;

    Retry(Session session) {
      super(session, "retry");
    }

    @Override
    void detail(ObjectNode body) {
      if (path != null) {
        body.put("path", path);
      }
    }
  }

  @Command(
      name = "skip",
      description = "Goes on without a step, or with an output that you supply for it.",
      footer = {
          "",
          "Examples:",
          "  presgen skip RUN --path GENERATE_AVATAR_VIDEOS/2 --reason \"not needed\"",
          "  presgen skip RUN --path GENERATE_PRESENTATIONS/1 --output deck.json"
              + " --reason \"made by hand\""
      })
  static final class Skip extends Order {
    @Option(names = "--path", required = true, paramLabel = "PATH", description = "Which step.")
    private String path = "";

    @Option(
        names = "--output",
        paramLabel = "FILE",
        description = "What the step would have left behind, JSON; - is standard input.")
    private @Nullable String output;

    Skip(Session session) {
      super(session, "skip");
    }

    @Override
    void detail(ObjectNode body) {
      body.put("path", path);
      if (output != null) {
        body.set("output", Documents.json(output, session().in()));
      }
    }
  }

  @Command(
      name = "extend",
      description = "Gives a run that waits for somebody more time.",
      footer = {
          "",
          "Examples:",
          "  presgen extend RUN --until 2027-01-31T18:00:00Z --reason \"learner was ill\""
      })
  static final class Extend extends Order {
    @Option(
        names = "--until",
        required = true,
        paramLabel = "TIME",
        description = "The new deadline, such as 2027-01-31T18:00:00Z or ...T19:00:00+01:00.")
    private String until = "";

    Extend(Session session) {
      super(session, "extend");
    }

    @Override
    void detail(ObjectNode body) {
      try {
        body.put("until", OffsetDateTime.parse(until).toInstant().toString());
      } catch (DateTimeException e) {
        throw new UsageProblem(
            "--until is a time with its zone, such as 2027-01-31T18:00:00Z; \"" + until
                + "\" is none.");
      }
    }
  }
}
