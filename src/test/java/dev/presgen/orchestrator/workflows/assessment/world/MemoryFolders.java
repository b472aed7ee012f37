package dev.presgen.orchestrator.workflows.assessment.world;

import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Folder;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Folders and files that are listed only after a lag. */
public final class MemoryFolders implements RunFolders {

  private final World world;

  MemoryFolders(World world) {
    this.world = world;
  }

  @Override
  public StepResult<String> reserveId() {
    return world.faults.call("reserveId", () -> StepResult.done(world.nextId("folder")));
  }

  @Override
  public StepResult<Folder> createFolder(String id, String name, String runId) {
    return world.faults.call(
        "createFolder",
        () -> {
          world.files.computeIfAbsent(
              id,
              _ -> new World.File(
                  id, Optional.empty(), name, runId, Optional.empty(), world.time.instant()));
          return StepResult.done(new Folder(id, url(id)));
        });
  }

  static String url(String id) {
    return "https://drive.example.org/" + id;
  }

  @Override
  public StepResult<List<FileRef>> find(String folderId, FileKind kind, String marker) {
    return world.faults.call(
        "find " + kind,
        () -> StepResult.done(
            world.files.values()
                .stream()
                .filter(file -> file.parent.equals(Optional.of(folderId)))
                .filter(file -> file.kind.equals(Optional.of(kind)))
                .filter(file -> file.marker.equals(marker))
                .filter(file -> world.presence(file.id) == Presence.PRESENT)
                .filter(
                    file -> !file.createdAt.plus(world.lag).isAfter(world.time.instant()))
                .sorted(Comparator.comparing(file -> file.createdAt))
                .map(MemoryFolders::ref)
                .toList()));
  }

  private static FileRef ref(World.File file) {
    return new FileRef(file.id, url(file.id), file.createdAt);
  }

  @Override
  public StepResult<FileRef> createFile(
      String folderId, FileKind kind, String name, String marker) {
    return world.faults.call(
        "createFile " + kind,
        () -> {
          if (marker.length() > 100 || world.presence(folderId) != Presence.PRESENT) {
            throw new IllegalStateException("no place for a file marked " + marker);
          }
          var id = world.nextId(kind.name().toLowerCase(java.util.Locale.ROOT));
          var file =
              new World.File(
                  id, Optional.of(kind), name, marker, Optional.of(folderId), world.time.instant());
          world.files.put(id, file);
          return StepResult.done(ref(file));
        });
  }

  @Override
  public StepResult<FileRef> upload(
      String folderId, FileKind kind, String name, String marker, byte[] content) {
    return createFile(folderId, kind, name, marker);
  }

  @Override
  public Duration listingLag() {
    return world.lag;
  }

  @Override
  public StepResult<Presence> presence(String id) {
    return world.faults.call("presence", () -> StepResult.done(world.look(id)));
  }

  @Override
  public StepResult<Boolean> changedByPerson(String id) {
    return world.faults.call(
        "changedByPerson", () -> StepResult.done(world.file(id).changed && !world.file(id).gone));
  }

  @Override
  public StepResult<String> share(String fileId, Reader reader) {
    return world.faults.call(
        "share",
        () -> {
          if (!world.file(fileId).readers.contains(reader)) {
            world.file(fileId).readers.add(reader);
          }
          return StepResult.done(reader instanceof Reader.Anyone ? "anyoneWithLink" : "person");
        });
  }

  @Override
  public StepResult<Presence> trash(String id) {
    return world.faults.call(
        "trash",
        () -> {
          if (world.look(id) == Presence.GONE) {
            return StepResult.done(Presence.GONE);
          }
          world.file(id).trashed = true;
          return StepResult.done(world.presence(id));
        });
  }
}
