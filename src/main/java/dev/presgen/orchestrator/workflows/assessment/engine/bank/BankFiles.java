package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import dev.presgen.orchestrator.workflows.Checked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Banks that stand in files: those of a folder and the one in the product itself. */
final class BankFiles {

  private static final Logger LOG = LoggerFactory.getLogger(BankFiles.class);

  /** Enough for 5,000 items with long rationales. */
  private static final long LARGEST_FILE = 50L * 1024 * 1024;

  private static final int PROBLEMS_SHOWN = 20;

  private BankFiles() {}

  /** The banks of a folder by name; JSON before CSV before GIFT where a name has several. */
  static Map<String, ItemBank> read(Path folder) {
    var banks = new TreeMap<String, ItemBank>();
    if (!Files.isDirectory(folder)) {
      return Map.of();
    }
    for (BankFormat format : BankFormat.values()) {
      for (Path file : files(folder, "." + format.extension())) {
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, fileName.length() - format.extension().length() - 1);
        if (banks.containsKey(name)) {
          LOG.error("Item bank {} is left out: {} comes from another file already", file, name);
        } else {
          read(file, name, format, banks);
        }
      }
    }
    return Map.copyOf(banks);
  }

  private static void read(Path file, String name, BankFormat format, Map<String, ItemBank> banks) {
    if (!ItemBanks.NAME.matcher(name).matches()) {
      LOG.error("Item bank {} is left out: its name must match {}", file, ItemBanks.NAME);
      return;
    }
    try {
      if (Files.size(file) > LARGEST_FILE) {
        LOG.error("Item bank {} is left out: it is larger than {} bytes", file, LARGEST_FILE);
        return;
      }
      switch (format.read(name, Files.readString(file))) {
        case Checked.Right<ItemBank>(var bank) -> banks.put(name, bank);
        case Checked.Wrong<ItemBank>(var problems) ->
            LOG.error(
                "Item bank {} is left out: {} problems\n{}",
                file,
                problems.size(),
                problems.stream()
                    .limit(PROBLEMS_SHOWN)
                    .map(p -> "  " + p.detail()
                        + (p.pointer().isEmpty() ? "" : " at " + p.pointer()))
                    .collect(Collectors.joining("\n")));
      }
    } catch (IOException unreadable) {
      LOG.error(
          "Item bank {} is left out: no readable UTF-8 text: {}", file, unreadable.toString());
    }
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
    } catch (IOException unreadable) {
      LOG.error(
          "Item banks in {} are left out: no readable folder: {}", folder, unreadable.toString());
      return List.of();
    }
  }

  /** A bank of the product. That it is there and right is the build's to know. */
  static ItemBank bundled(String name) {
    String resource = "/banks/" + name + ".json";
    try (var stream = BankFiles.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is missing from the product");
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return switch (BankFormat.JSON.read(name, text)) {
        case Checked.Right<ItemBank>(var bank) -> bank;
        case Checked.Wrong<ItemBank>(var problems) ->
            throw new IllegalStateException(resource + " cannot be read: " + problems);
      };
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
