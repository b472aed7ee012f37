package dev.presgen.orchestrator.runtime.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder of an embedded database, held by one process at a time. The operating system releases
 * it when the process ends, however it ends.
 */
public final class DataFolder implements AutoCloseable {

  private final Path folder;
  private final FileChannel channel;

  private DataFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the folder, and makes it when it is not there.
   *
   * @throws InUse when another process holds it
   * @throws Unusable when it cannot be made or written
   */
  public static DataFolder take(Path folder) {
    try {
      Files.createDirectories(folder);
      var file = folder.resolve("presgen.lock");
      var channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        var holder = holder(channel);
        channel.close();
        throw new InUse(folder, holder);
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
      return new DataFolder(folder, channel);
    } catch (IOException broken) {
      throw new Unusable(folder, broken);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      // Beyond the content, so that the holder's number can be read where locks are mandatory.
      return channel.tryLock(1L << 32, 1, false);
    } catch (OverlappingFileLockException _) {
      return null; // This very process holds it.
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    var buffer = ByteBuffer.allocate(20);
    channel.read(buffer, 0);
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }

  public Path path() {
    return folder;
  }

  /** The database file. */
  Path database() {
    return folder.resolve("presgen.db");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Why a folder was not taken, in words for a person. */
  public abstract static sealed class NotTaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    private NotTaken(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The folder cannot be made or written, or is none. */
  public static final class Unusable extends NotTaken {
    private static final long serialVersionUID = 1;

    Unusable(Path folder, IOException cause) {
      super(
          "The data folder "
              + folder.toAbsolutePath().normalize()
              + " cannot be used: it cannot be made or written, or is a file ("
              + cause.getClass().getSimpleName()
              + ").",
          cause);
    }
  }

  /** Another process holds the folder. */
  public static final class InUse extends NotTaken {
    private static final long serialVersionUID = 1;

    InUse(Path folder, String holder) {
      super(
          "The data folder "
              + folder.toAbsolutePath().normalize()
              + " is in use by another process"
              + (holder.isBlank() ? "" : " (number " + holder + ")")
              + ".",
          null);
    }
  }
}
