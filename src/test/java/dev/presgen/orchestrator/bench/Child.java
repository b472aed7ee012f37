package dev.presgen.orchestrator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process of its own that says lines. */
final class Child implements AutoCloseable {

  /** Longer than anything that is measured takes. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String END = "";

  final Process process;
  private final long begun;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  private Child(Process process, long begun) {
    this.process = process;
    this.begun = begun;
    Thread.ofVirtual().start(this::listen);
  }

  private void listen() {
    try {
      process.inputReader(StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty())
          .forEach(lines::add);
    } catch (UncheckedIOException killed) {
      said.add("(nothing more: " + killed.getMessage() + ")");
    }
    lines.add(END);
  }

  /** A program of the benchmark. */
  static Child program(Class<?> main, List<String> arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    return start(command, Map.of());
  }

  /**
   * The product's own command, as its users call it.
   *
   * @param environment what is set besides what is set here
   */
  static Child presgen(List<String> arguments, Map<String, String> environment)
      throws IOException {
    var command = new ArrayList<>(List.of(Path.of("presgen").toAbsolutePath().toString()));
    command.addAll(arguments);
    return start(command, environment);
  }

  private static Child start(List<String> command, Map<String, String> environment)
      throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().putAll(environment);
    long begun = System.nanoTime();
    return new Child(process.start(), begun);
  }

  /** The time since the process was started. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Waits for a line that begins so; answers what follows in it. */
  String told(String beginning) throws InterruptedException {
    return next(line -> line.startsWith(beginning)).substring(beginning.length()).strip();
  }

  private String next(Predicate<String> wanted) throws InterruptedException {
    while (true) {
      var line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (line == null || line.equals(END)) {
        throw new IllegalStateException("a process did not say it, but " + said);
      }
      said.add(line);
      if (wanted.test(line)) {
        return line;
      }
    }
  }

  /** Kills it as a loss of power would: nothing of it runs any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it in good order. */
  void end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("a process did not end");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
