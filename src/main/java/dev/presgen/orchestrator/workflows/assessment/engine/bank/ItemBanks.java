package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import dev.presgen.orchestrator.workflows.DocumentStore;
import dev.presgen.orchestrator.workflows.DocumentStore.Document;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The shelf of item banks. A bank is looked for among those that people have put, then among the
 * files that were there at start, then it is the bundled one; so a bank that is put under a name
 * that is taken hides the other one. Safe for use by many threads.
 */
public final class ItemBanks {

  /** The bank that comes with the product. */
  public static final String BUNDLED = "aws-saa-c03";

  /** What a bank may be called: 1 to 64 characters. */
  public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private static final String KIND = "item-bank";
  private static final int LARGEST_DOCUMENT = 1024 * 1024;

  private final DocumentStore documents;
  private final Map<String, ItemBank> files;
  private final ItemBank bundled;
  private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

  /** A document that was read, good as long as the document is not put again. */
  private record Parsed(Instant updatedAt, String body, ItemBank bank) {}

  /**
   * Reads the files of a folder, once. A file that is no bank is logged with its problems and left
   * out.
   *
   * @param folder may be missing
   */
  public ItemBanks(DocumentStore documents, Path folder) {
    this.documents = documents;
    this.files = BankFiles.read(folder);
    this.bundled = BankFiles.bundled(BUNDLED);
  }

  public Optional<ItemBank> find(String name) {
    return find(name, documents.find(KIND, name));
  }

  private Optional<ItemBank> find(String name, Optional<Document> document) {
    if (document.isPresent()) {
      return document.map(this::read);
    }
    return Optional.ofNullable(files.get(name))
        .or(() -> name.equals(BUNDLED) ? Optional.of(bundled) : Optional.empty());
  }

  /** What every bank holds, by name. */
  public List<BankSummary> list() {
    var names = new TreeSet<>(files.keySet());
    names.add(BUNDLED);
    documents.all(KIND).forEach(document -> names.add(document.name()));
    return names.stream().flatMap(name -> find(name).stream()).map(BankSummary::of).toList();
  }

  /**
   * Keeps a bank under a name, in place of the one that people have put there before.
   *
   * @return the bank as it is kept, or all that is wrong; then nothing has changed
   */
  public Checked<ItemBank> put(String name, BankFormat format, String body) {
    if (!NAME.matcher(name).matches()) {
      return wrong(
          "a bank's name has 1 to 64 lower-case letters, digits, dots, underscores and hyphens, the"
              + " first a letter or digit");
    }
    Checked<ItemBank> checked = format.read(name, body);
    if (!(checked instanceof Checked.Right<ItemBank>(var bank))) {
      return checked;
    }
    String text = BankJson.write(bank);
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    if (size > LARGEST_DOCUMENT) {
      return wrong(
          "takes %d bytes as JSON, at most %d are kept: divide it into several banks, or put it as a"
              .formatted(size, LARGEST_DOCUMENT)
              + " file into the data folder");
    }
    documents.put(KIND, name, text);
    return checked;
  }

  private static Checked<ItemBank> wrong(String detail) {
    return new Checked.Wrong<>(List.of(new FieldProblem("", detail)));
  }

  private ItemBank read(Document document) {
    Parsed known = parsed.get(document.name());
    // The time alone would miss two puts within one tick of the clock.
    if (known != null
        && known.updatedAt().equals(document.updatedAt())
        && known.body().equals(document.body())) {
      return known.bank();
    }
    return switch (BankFormat.JSON.read(document.name(), document.body())) {
      case Checked.Right<ItemBank>(var bank) -> {
        parsed.put(document.name(), new Parsed(document.updatedAt(), document.body(), bank));
        yield bank;
      }
      case Checked.Wrong<ItemBank>(var problems) ->
          throw new IllegalStateException(
              "the stored bank %s cannot be read: %s".formatted(document.name(), problems));
    };
  }
}
