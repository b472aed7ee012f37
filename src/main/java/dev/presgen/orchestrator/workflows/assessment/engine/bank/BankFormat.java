package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import dev.presgen.orchestrator.workflows.Checked;

/** How a bank is written down. */
public enum BankFormat {
  /** Our own JSON. */
  JSON("json"),
  /** A table of items, one a row. */
  CSV("csv"),
  /** Moodle's GIFT, as far as it has options to choose from. */
  GIFT("gift");

  private final String extension;

  BankFormat(String extension) {
    this.extension = extension;
  }

  /** What the names of files in this format end with, without the dot. */
  public String extension() {
    return extension;
  }

  /**
   * Reads a bank under a name.
   *
   * @return the bank, or its problems, each with the line in its text
   */
  public Checked<ItemBank> read(String name, String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return switch (this) {
      case JSON -> BankJson.read(name, body);
      case CSV -> new CsvReader(name, body).read();
      case GIFT -> new GiftReader(name, body).read();
    };
  }
}
