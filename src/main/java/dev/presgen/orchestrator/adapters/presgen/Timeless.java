package dev.presgen.orchestrator.adapters.presgen;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Takes the times out of a zip file, so that the same entries give the same bytes. */
final class Timeless {

  /** The first moment that the format can tell. */
  private static final LocalDateTime BEGINNING = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Timeless() {}

  static byte[] zip(byte[] file) throws IOException {
    var bytes = new ByteArrayOutputStream(file.length);
    try (var from = new ZipInputStream(new ByteArrayInputStream(file));
        var to = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        var timeless = new ZipEntry(entry.getName());
        timeless.setTimeLocal(BEGINNING);
        to.putNextEntry(timeless);
        from.transferTo(to);
        to.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
