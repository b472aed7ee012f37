package dev.presgen.orchestrator.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Measures all parts, or those that are asked for, and writes the document. */
@Tag("bench")
class BenchmarkTest {

  private static final Map<String, Section.Part> PARTS = parts();

  private static Map<String, Section.Part> parts() {
    var parts = new LinkedHashMap<String, Section.Part>();
    for (var kind : Database.Kind.values()) {
      var name = kind.name().toLowerCase(Locale.ROOT);
      parts.put("throughput-" + name, new Throughput(kind));
      parts.put("waiting-" + name, new Waiting(kind));
      parts.put("recovery-" + name, new Recovery(kind));
    }
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
    try (var lab = new Lab(settings)) {
      var machine = Machine.described(settings.data());
      for (var part : PARTS.entrySet()) {
        if (settings.wants(part.getKey())) {
          document.keep(part.getValue().measure(lab));
          document.write(List.copyOf(PARTS.keySet()), machine);
        }
      }
    }
  }
}
