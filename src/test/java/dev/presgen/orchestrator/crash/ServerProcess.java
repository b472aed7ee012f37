package dev.presgen.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The service in a process of its own, with what may happen to processes. */
final class ServerProcess implements AutoCloseable {
  /** What Java tells of a process that signal 9 has ended. */
  private static final int KILLED = 128 + 9;

  /** Many times what a start takes on a busy machine. */
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);

  private static final Duration SIGNAL_PATIENCE = Duration.ofSeconds(20);

  /** A process whose classes are archived takes some seconds to end. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(90);

  private static final Pattern LISTENS = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final Path log;
  private final CompletableFuture<URI> url = new CompletableFuture<>();
  private final Thread reader;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.reader = Thread.ofVirtual().start(this::read);
    // However the tests end, nothing stays behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts a server, and does not wait for it.
   *
   * @param log what it says is added there
   */
  static ServerProcess start(ServerImage image, Path log, List<String> settings) {
    var command = new ArrayList<>(image.command());
    command.addAll(
        List.of("--server.port=0", "--management.server.port=-1", "--presgen.world=sandbox"));
    command.addAll(settings);
    try {
      return new ServerProcess(
          new ProcessBuilder(command).redirectErrorStream(true).start(), log);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void read() {
    try (var out = process.inputReader(StandardCharsets.UTF_8);
        var file =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        file.write(line);
        file.newLine();
        file.flush();
        var listens = LISTENS.matcher(line);
        if (listens.find()) {
          url.complete(URI.create("http://127.0.0.1:" + listens.group(1)));
        }
      }
    } catch (IOException cutOff) {
      url.completeExceptionally(cutOff);
    }
    url.completeExceptionally(new IllegalStateException("it ended before it listened"));
  }

  /** Where it listens, once it does. */
  Optional<URI> url() {
    return url.isDone() && !url.isCompletedExceptionally()
        ? Optional.of(url.join())
        : Optional.empty();
  }

  /** Waits until it listens. */
  URI awaitUrl() throws InterruptedException {
    try {
      return url.get(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException(
          "a server does not start: its last words are in " + log, failed);
    }
  }

  /** Ends it with SIGKILL, of which it hears nothing. */
  void kill() throws InterruptedException {
    assertThat(process.isAlive()).as("still alive before it is killed: %s", log).isTrue();
    process.destroyForcibly();
    assertThat(process.waitFor(SIGNAL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(process.exitValue()).as("ended by signal 9").isEqualTo(KILLED);
    reader.join();
  }

  /** Asks it to end in good order, and waits for it. */
  void stop() throws IOException, InterruptedException {
    // Not destroy(), which closes the pipe that its last words go through.
    signal("-TERM");
    assertThat(process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }

  /** Stops all its threads where they are. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
    awaitStopped(true);
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
    awaitStopped(false);
  }

  /** The signal is sent; it has come once the process is in the condition that belongs to it. */
  private void awaitStopped(boolean stopped) throws IOException {
    long end = System.nanoTime() + SIGNAL_PATIENCE.toNanos();
    while (condition().equals("T") != stopped) {
      assertThat(System.nanoTime()).as("it stops, or goes on, in time").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    var kill =
        new ProcessBuilder("kill", name, Long.toString(process.pid()))
            .redirectErrorStream(true)
            .start();
    assertThat(kill.waitFor(SIGNAL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(kill.exitValue()).as("kill %s", name).isZero();
  }

  /** As proc(5) has it, behind the command's name in parentheses. */
  private String condition() throws IOException {
    var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
