package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.ListingLag;
import dev.presgen.orchestrator.sandbox.Moments;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import java.time.Instant;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Files as {@code files.list} knows them: some time behind what has happened. */
@Component
@SandboxOnly
class Listed {

  private static final String CHANGED = "trashedChanged";

  private final Files files;
  private final ListingLag lag;

  Listed(Files files, ListingLag lag) {
    this.files = files;
    this.lag = lag;
  }

  /** Notes that the file went into the trash or came out of it. */
  static void trashChanges(Stored file, Instant at) {
    file.body().put(CHANGED, at.toString());
  }

  boolean isKnown(Stored file) {
    return hasPassed(file.id(), file.createdAt());
  }

  boolean isTrashed(Stored file) {
    return Stream.concat(Stream.of(file), files.above(file).stream()).anyMatch(this::seemsTrashed);
  }

  private boolean seemsTrashed(Stored file) {
    var changed = file.body().path(CHANGED).asString("");
    var isSeen = changed.isEmpty() || hasPassed(file.id(), Instant.parse(changed));
    return isSeen == Files.isExplicitlyTrashed(file);
  }

  private boolean hasPassed(String fileId, Instant at) {
    return !at.plus(lag.of(fileId)).isAfter(Moments.now());
  }
}
