package dev.presgen.orchestrator.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What it was measured on, as far as it says something about the figures. */
final class Machine {

  private Machine() {}

  static String described(Path folder) throws IOException {
    return String.format(
        Locale.ROOT,
        "%d cores (%s), %s GB of memory, %s %s; data on %s, where 4 kB are written and flushed in"
            + " %s ms (p50); JDK %s of %s; load before it began: %.1f.",
        Runtime.getRuntime().availableProcessors(),
        line(Path.of("/proc/cpuinfo"), "model name"),
        memory(),
        System.getProperty("os.name"),
        System.getProperty("os.version").replaceAll("[^0-9.].*", ""),
        Files.getFileStore(folder).type(),
        Figures.number(flush(folder)),
        Runtime.version(),
        System.getProperty("java.vendor"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String memory() throws IOException {
    var kilobytes = line(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", "");
    return kilobytes.isEmpty() ? "?" : Long.toString(Math.round(Long.parseLong(kilobytes) / 1e6));
  }

  private static String line(Path file, String name) throws IOException {
    return (Files.isReadable(file) ? Files.readAllLines(file) : List.<String>of())
        .stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  /** How long it takes until a small write is on the disk, in milliseconds. */
  private static double flush(Path folder) throws IOException {
    var file = Files.createTempFile(folder, "flush", "");
    var taken = new long[200];
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < taken.length; i++) {
        long begun = System.nanoTime();
        channel.write(ByteBuffer.allocate(4_096));
        channel.force(false);
        taken[i] = System.nanoTime() - begun;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(taken);
    return taken[taken.length / 2] / 1e6;
  }
}
