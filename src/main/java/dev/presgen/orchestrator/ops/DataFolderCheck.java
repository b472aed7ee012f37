package dev.presgen.orchestrator.ops;

import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the disk of the data folder has room left. */
final class DataFolderCheck implements SelfCheck {

  private static final String SUBJECT = "Data folder";

  private static final long MEGABYTE = 1024 * 1024;

  /**
   * Below it a disk is about to be full: a run writes some 100 KB, and its database needs room to
   * tidy up.
   */
  static final long LEAST = 1024 * MEGABYTE;

  private final Path folder;
  private final long least;

  /**
   * A check.
   *
   * @param least the room that must be left, in bytes
   */
  DataFolderCheck(Path folder, long least) {
    this.folder = folder;
    this.least = least;
  }

  @Override
  public String subject() {
    return SUBJECT;
  }

  @Override
  public List<Finding> look() {
    try {
      if (!Files.isDirectory(folder)) {
        return List.of(
            new Finding(
                SUBJECT,
                Verdict.ABSENT,
                "There is no folder " + folder + ".",
                "Nothing, where a database server keeps the runs."));
      }
      long free = Files.getFileStore(folder).getUsableSpace();
      var words = free / MEGABYTE + " MB are free where " + folder + " is";
      if (!Files.isWritable(folder)) {
        return List.of(
            new Finding(
                SUBJECT,
                Verdict.BROKEN,
                "Nothing may be written to " + folder + ".",
                "Give the service's user the right to write there."));
      }
      return List.of(
          free >= least
              ? new Finding(SUBJECT, Verdict.WELL, words + ".", "")
              : new Finding(
                  SUBJECT,
                  Verdict.BROKEN,
                  words + ", less than " + least / MEGABYTE + " MB.",
                  "Make room: a full disk stops every run."));
    } catch (IOException unreadable) {
      return List.of(
          new Finding(
              SUBJECT,
              Verdict.BROKEN,
              "It cannot be looked at: " + unreadable.getClass().getSimpleName() + ".",
              "Look whether " + folder + " is there and may be read."));
    }
  }
}
