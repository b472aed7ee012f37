package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.StartFailed;
import dev.presgen.orchestrator.cli.client.CallFailed.Refused;
import dev.presgen.orchestrator.cli.client.CallFailed.Unreachable;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the command line. */
@Command(
    name = "presgen",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Presgen.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true)
public final class Presgen {
  private Presgen() {}

  /**
   * Runs a command and ends the process with its exit code; a service that was started goes on.
   *
   * @param args the command with its options
   */
  public static void main(String... args) {
    // Marks and names are not ASCII; what a bare locale makes of them helps nobody.
    var session =
        new Session(
            System.getenv(),
            System.in,
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false));
    System.exit(execute(session, args));
  }

  /** Runs a command and gives its exit code. */
  static int execute(Session session, String... args) {
    var code = commands(session).execute(args);
    session.out().flush();
    session.err().flush();
    return code;
  }

  private static CommandLine commands(Session session) {
    var top = new CommandLine(new Presgen());
    top.getCommandSpec().addMixin("session", CommandSpec.forAnnotatedObject(session));
    top.getCommandSpec()
        .usageMessage()
        .description("Carries assessments from the request to delivered study material.")
        .footer(
            "",
            "RUN is a run's id, or key:WORKFLOW:KEY, such as key:assessment:spring-course.",
            "",
            "Exit codes: 0 done; 1 the run failed, was cancelled or needs attention, or the doctor",
            "found something broken; 2 the call itself is wrong; 3 the service refused;",
            "4 no service, or it failed.",
            "Environment: PRESGEN_URL, PRESGEN_API_KEY, NO_COLOR.",
            "",
            "Examples:",
            "  presgen demo",
            "  presgen serve --port 8080 --data ./data",
            "  presgen run request.json --follow");
    subcommands(session).forEach(top::addSubcommand);
    return top.setOut(session.out())
        .setErr(session.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setAbbreviatedSubcommandsAllowed(false)
        .setParameterExceptionHandler(Presgen::usage)
        .setExecutionExceptionHandler(Presgen::failure);
  }

  private static List<Callable<Integer>> subcommands(Session session) {
    return List.of(
        new Demo(session),
        new Serve(),
        new StartRun(session),
        new Status(session),
        new ListRuns(session),
        new History(session),
        new Signal(session),
        new Order.Pause(session),
        new Order.Resume(session),
        new Order.Cancel(session),
        new Order.Retry(session),
        new Order.Skip(session),
        new Rewind(session),
        new Order.Extend(session),
        new Delegate(session),
        new UndoPlan(session),
        new Resources(session),
        new Workflows(session),
        new Banks(session),
        new Flags(session),
        new Doctor(session),
        new Completion());
  }

  private static int usage(ParameterException e, String[] args) {
    var command = e.getCommandLine();
    command.getErr().println(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command
        .getErr()
        .println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static int failure(Exception e, CommandLine command, ParseResult parsed) {
    var err = command.getErr();
    return switch (e) {
      case Refused refused -> tell(err, refused, ExitCode.REFUSED);
      case Unreachable unreachable -> tell(err, unreachable, ExitCode.UNREACHABLE);
      case UsageProblem problem -> tell(err, problem, ExitCode.USAGE);
      case StartFailed broken -> {
        err.println("The service did not start: " + broken.getMessage());
        yield ExitCode.RUN_FAILED;
      }
      // Endpoint's: an id or a name that can't be part of an address.
      case IllegalArgumentException problem -> tell(err, problem, ExitCode.USAGE);
      default -> {
        err.println("The command failed: " + Optional.ofNullable(e.getMessage()).orElse("" + e));
        yield ExitCode.RUN_FAILED;
      }
    };
  }

  private static int tell(PrintWriter err, Exception e, int code) {
    err.println(e.getMessage());
    return code;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Optional.ofNullable(Presgen.class.getPackage().getImplementationVersion());
      return new String[]{"presgen " + version.orElse("(not packaged)")};
    }
  }
}
