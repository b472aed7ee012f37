package dev.presgen.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.Orchestrator;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The service as it ships, in a form that starts in half the time: as a jar, with the archive of
 * loaded classes that Java makes of a process that has carried a run through all its steps.
 */
final class ServerImage {
  private final List<String> java;

  /**
   * A form of it.
   *
   * @param java the command that starts it, up to the service's own settings
   */
  private ServerImage(List<String> java) {
    this.java = java;
  }

  List<String> command() {
    return java;
  }

  /** Makes it, in a folder of its own. */
  static ServerImage make(Path folder) throws Exception {
    var jar = folder.resolve("service.jar");
    var entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
    var parts = entries.map(Path::of).collect(Collectors.partitioningBy(Files::isDirectory));
    var classes = parts.get(true).stream().filter(path -> path.endsWith("classes")).toList();
    assertThat(classes).as("where the service's own classes are").hasSize(1);
    pack(classes.getFirst(), jar);
    // Without the tests' own classes, which the component scan would find.
    var classPath =
        Stream.concat(Stream.of(jar), parts.get(false).stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    var archive = folder.resolve("service.aot");
    train(new ServerImage(command("-XX:AOTCacheOutput=" + archive, classPath)), folder);
    assertThat(archive).exists();
    return new ServerImage(command("-XX:AOTCache=" + archive, classPath));
  }

  private static void pack(Path classes, Path jar) {
    int result =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--file",
                jar.toString(),
                "-C",
                classes.toString(),
                ".");
    assertThat(result).as("the result of packing %s", jar).isZero();
  }

  private static List<String> command(String archive, String classPath) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx384m",
        archive,
        "-cp",
        classPath,
        Orchestrator.class.getName());
  }

  private static void train(ServerImage image, Path folder) throws Exception {
    var moments = new Moments();
    try (var world = OutsideWorld.start(image, folder);
        var api = new Api(_ -> world.url(), moments)) {
      new Client(api, world, new Acknowledged(), moments, new Random(0), "training")
          .live(Plan.ANSWERED);
      world.stop();
    } finally {
      moments.end();
    }
  }
}
