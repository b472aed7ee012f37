package dev.presgen.orchestrator.workflows.assessment.world;

import dev.presgen.orchestrator.workflows.OutsideQuotas;
import dev.presgen.orchestrator.workflows.Services;
import dev.presgen.orchestrator.workflows.assessment.DeckFiles;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileKind;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Presence;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that exists outside, and the services that it lives in. */
public final class World {

  /** A file or folder. */
  static final class File {
    final String id;
    final Optional<FileKind> kind;
    final String name;
    final String marker;
    Optional<String> parent;
    final Instant createdAt;
    boolean trashed;
    boolean gone;
    boolean changed;
    final List<Reader> readers = new ArrayList<>();

    File(
        String id,
        Optional<FileKind> kind,
        String name,
        String marker,
        Optional<String> parent,
        Instant createdAt) {
      this.id = id;
      this.kind = kind;
      this.name = name;
      this.marker = marker;
      this.parent = parent;
      this.createdAt = createdAt;
    }
  }

  /** A deck's file whose content does not matter. */
  public record DeckFile(int slides) implements DeckFiles.Written {
    @Override
    public byte[] content() {
      return new byte[]{1};
    }
  }

  public final Time time = new Time();
  public final Faults faults = new Faults();
  public final MemoryLedger ledger = new MemoryLedger(time, faults);
  public final MemoryFolders folders = new MemoryFolders(this);
  public final MemoryForms forms = new MemoryForms(this);
  public final MemorySheets sheets = new MemorySheets(this);
  public final MemoryPresentations presentations = new MemoryPresentations(this);
  public final MemoryVideos videos = new MemoryVideos(this);

  /** The services that are off. */
  public final Map<Services.Service, Services.Off> off = new LinkedHashMap<>();

  /** The switches as steps ask for them. */
  public final Services services = service -> Optional.ofNullable(off.get(service));

  /** Who waits for which quota. */
  public List<OutsideQuotas.Standing> standings = List.of();

  /** Who waits for which service. */
  public List<OutsideQuotas.Queue> queues = List.of();

  /** The same as forecasts ask for it. */
  public final OutsideQuotas quotas =
      new OutsideQuotas() {
        @Override
        public List<Standing> standing() {
          return standings;
        }

        @Override
        public List<Queue> queues() {
          return queues;
        }

        @Override
        public void leave(String runId, Set<String> but) {}
      };

  /** How long a listing really lags, and how long a look-up is told to wait. */
  public Duration lag = Duration.ZERO;

  final Map<String, File> files = new LinkedHashMap<>();
  private final Map<String, Integer> hidden = new LinkedHashMap<>();
  private int ids;

  String nextId(String what) {
    ids++;
    return what + "-" + ids;
  }

  File file(String id) {
    var file = files.get(id);
    if (file == null) {
      throw new IllegalStateException("no file " + id);
    }
    return file;
  }

  Presence presence(String id) {
    var file = files.get(id);
    if (file == null || file.gone) {
      return Presence.GONE;
    }
    boolean above = file.parent.map(this::presence).orElse(Presence.PRESENT) != Presence.PRESENT;
    return file.trashed || above ? Presence.TRASHED : Presence.PRESENT;
  }

  /** The ids of what is there and not in the trash; folders have no kind. */
  public List<String> there(Optional<FileKind> kind) {
    return files.values()
        .stream()
        .filter(file -> file.kind.equals(kind))
        .map(file -> file.id)
        .filter(id -> presence(id) == Presence.PRESENT)
        .toList();
  }

  public List<String> folderIds() {
    return there(Optional.empty());
  }

  public List<String> formIds() {
    return there(Optional.of(FileKind.FORM));
  }

  public List<String> sheetIds() {
    return there(Optional.of(FileKind.SHEET));
  }

  public String name(String id) {
    return file(id).name;
  }

  public List<Reader> readers(String id) {
    return List.copyOf(file(id).readers);
  }

  /** Lets the next looks at a file answer that it is gone. */
  public void hide(String id, int looks) {
    hidden.put(id, looks);
  }

  /** How it stands with a file, as the service tells it. */
  Presence look(String id) {
    int looks = hidden.getOrDefault(id, 0);
    hidden.put(id, looks - 1);
    return looks > 0 ? Presence.GONE : presence(id);
  }

  /** A person puts a file into the trash. */
  public void personTrashes(String id) {
    file(id).trashed = true;
  }

  /** A person takes a file out of the trash. */
  public void personRestores(String id) {
    file(id).trashed = false;
  }

  /** A person deletes a file. */
  public void personDeletes(String id) {
    file(id).gone = true;
  }

  /** A person changes what is in a file. */
  public void personChanges(String id) {
    file(id).changed = true;
  }

  /** A person moves a file out of its folder. */
  public void personMovesOut(String id) {
    file(id).parent = Optional.empty();
  }
}
