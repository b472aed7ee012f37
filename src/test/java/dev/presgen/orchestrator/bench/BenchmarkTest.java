package dev.presgen.orchestrator.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Measures all parts, or those that are asked for, and writes the document. */
@Tag("bench")
class BenchmarkTest {

  private static final Map<String, Section.Part> PARTS = parts();

  private static Map<String, Section.Part> parts() {
    var parts = new LinkedHashMap<String, Section.Part>();
    parts.put("throughput-sqlite", new Throughput(Database.Kind.SQLITE));
    parts.put("waiting-sqlite", new Waiting(Database.Kind.SQLITE));
    parts.put("recovery-sqlite", new Recovery(Database.Kind.SQLITE));
    parts.put("start-up", new StartUp());
    return parts;
  }

  @Test
  void the_product_is_measured_and_the_figures_are_written_down() throws Exception {
    var settings = Settings.ofSystem();
    var work = Path.of("target", "bench");
    var document =
        settings.quick()
            ? new Document(work.resolve("quick"), work.resolve("quick/benchmarks.md"))
            : new Document(work.resolve("parts"), Path.of("src", "docs", "benchmarks.md"));
    var data = Files.createDirectories(settings.data());
    var lab = new Lab(settings, data);
    for (var part : PARTS.entrySet()) {
      if (settings.wants(part.getKey())) {
        document.keep(part.getValue().measure(lab));
      }
    }
    document.write(List.copyOf(PARTS.keySet()), Machine.described(data));
  }
}
