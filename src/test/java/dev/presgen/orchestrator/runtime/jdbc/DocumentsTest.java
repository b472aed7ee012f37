package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.workflows.DocumentStore;
import dev.presgen.orchestrator.workflows.DocumentStore.Document;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEachDatabase
class DocumentsTest {

  @Parameter
  Database database;

  @Test
  void documents_are_kept_replaced_and_listed_by_name(@TempDir Path folder) {
    var world = new SmallWorld();
    var words = "{\"a\": \"ü 漢 😀 ' \\\\ %s ? :name\"}\n";
    try (var node = LocalNode.start(database, world, folder)) {
      var documents = node.part(DocumentStore.class);
      assertThat(documents.find("bank", "b")).isEmpty();
      assertThat(documents.all("bank")).isEmpty();
      for (var name : new String[]{"b10", "ab", "a_b", "b2", "a.b", "a-b", "b"}) {
        documents.put("bank", name, words);
      }
      documents.put("other", "b", "of another kind");
      var first = documents.find("bank", "b").orElseThrow();
      assertThat(first).isEqualTo(new Document("bank", "b", words, first.updatedAt()));
      assertThat(Duration.between(first.updatedAt(), Instant.now()).abs())
          .isLessThan(Duration.ofMinutes(1));

      world.behind.set(Duration.ofHours(1));
      documents.put("bank", "b", "new");

      var second = documents.find("bank", "b").orElseThrow();
      assertThat(second.body()).isEqualTo("new");
      assertThat(second.updatedAt()).isBefore(first.updatedAt());
      assertThat(documents.all("bank"))
          .extracting(Document::name)
          .containsExactly("a-b", "a.b", "a_b", "ab", "b", "b10", "b2");
      assertThat(documents.all("other")).extracting(Document::body)
          .containsExactly("of another kind");
      IntStream.range(0, 201).forEach(i -> documents.put("many", "n" + i, ""));
      assertThat(documents.all("many")).hasSize(200);
    }
  }
}
