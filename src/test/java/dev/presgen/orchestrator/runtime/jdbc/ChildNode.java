package dev.presgen.orchestrator.runtime.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own, whose first attempt never ends. It says what it does. */
final class ChildNode {

  static final String EXECUTING = "executing ";

  private ChildNode() {}

  static Process start(Database database, Path folder) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildNode.class.getName(),
                database.name(),
                folder.toString()));
    command.addAll(database.settings(folder));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Waits for a line of what a child says; all that it has said when it never says so. */
  static String said(Process child, String part) throws Exception {
    return CompletableFuture.supplyAsync(
        () -> {
          var said = new StringBuilder();
          for (var line : (Iterable<String>) child.inputReader(StandardCharsets.UTF_8)
              .lines()::iterator) {
            said.append(line).append('\n');
            if (line.contains(part)) {
              return line;
            }
          }
          return said.toString();
        })
        .get(60, TimeUnit.SECONDS);
  }

  public static void main(String[] arguments) throws Exception {
    var world = new SmallWorld();
    world.plan(
        "MAKE",
        context -> {
          context.ledger().intend("thing", "one");
          System.out.println(EXECUTING + context.runId());
          new CountDownLatch(1).await();
          return Optional.empty();
        });
    try (var node = LocalNode.start(
        Database.valueOf(arguments[0]),
        world,
        Path.of(arguments[1]),
        List.of(arguments).subList(2, arguments.length))) {
      node.started(1);
      new CountDownLatch(1).await();
    }
  }
}
