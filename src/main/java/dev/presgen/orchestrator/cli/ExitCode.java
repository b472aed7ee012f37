package dev.presgen.orchestrator.cli;

/** What a command's end says to a script; {@code presgen --help} lists them. */
final class ExitCode {
  static final int OK = 0;

  /** The run that was followed failed, was cancelled, or needs attention; or something is broken. */
  static final int RUN_FAILED = 1;

  static final int USAGE = 2;

  /** The service answered, and refused. */
  static final int REFUSED = 3;

  /** No service, no answer in time, or the service failed. */
  static final int UNREACHABLE = 4;

  private ExitCode() {}
}
