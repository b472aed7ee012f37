package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Folder;
import java.time.Instant;
import java.util.List;

/** The folder of each run and the files in it. Google Drive, in practice. */
public interface RunFolders {

  /** The code of a permanent failure: a file is gone, or not visible to us (yet). */
  String NOT_FOUND = "NOT_FOUND";

  /** A kind of file that lives in a run's folder. */
  enum FileKind {
    FORM,
    SHEET,
    /** A deck in PowerPoint's format, which is uploaded. */
    DECK
  }

  /**
   * A file.
   *
   * @param url where its owner opens it; for a form this is the editor, never given to a learner
   */
  record FileRef(String id, String url, Instant createdAt) {}

  /** Whether a file is there. */
  enum Presence {
    PRESENT,
    TRASHED,
    /** Deleted, or not visible to us. */
    GONE
  }

  /** Who may open a file. */
  sealed interface Reader {
    /** One person, by e-mail address. */
    record Person(String email) implements Reader {}

    /** Anyone who has the link. */
    record Anyone() implements Reader {}
  }

  /** Reserves an id for a folder, so that making it can be repeated. Keyed: repeats are harmless. */
  StepResult<String> reserveId();

  /**
   * Makes the folder under a reserved id. Keyed by the id: when it is there already, that is
   * success.
   *
   * @param runId kept as the folder's marker
   */
  StepResult<Folder> createFolder(String id, String name, String runId);

  /**
   * The files of a kind in a folder that carry a marker and are not in the trash, oldest first. May
   * lag behind a creation by {@link #listingLag()}.
   */
  StepResult<List<FileRef>> find(String folderId, FileKind kind, String marker);

  /**
   * Makes an empty file in the folder. Findable by its marker: whoever repeats looks first.
   *
   * @param marker at most 100 characters
   */
  StepResult<FileRef> createFile(String folderId, FileKind kind, String name, String marker);

  /**
   * Lays a file with content into the folder. Findable by its marker: whoever repeats looks first.
   *
   * @param marker at most 100 characters
   */
  StepResult<FileRef> upload(
      String folderId, FileKind kind, String name, String marker, byte[] content);

  /**
   * How long after something was asked for a look-up waits before it believes that nothing is there.
   * Includes the time that the call itself may take.
   */
  java.time.Duration listingLag();

  /** Whether a file or folder is there. Reads only. */
  StepResult<Presence> presence(String id);

  /**
   * Whether somebody else than our account was the last to change a file; nobody for one that is
   * gone. Reads only. Certain only where the account is used by nothing but this service: what a
   * person does with the same account, as with credentials of a user, looks like ours.
   */
  StepResult<Boolean> changedByPerson(String id);

  /**
   * Lets somebody read a file, without writing to them unless their address cannot be let in
   * otherwise. Natural: repeats are harmless. Permissions of one file are lost when they are written
   * at the same time, so nobody shares a file twice at once.
   */
  StepResult<String> share(String fileId, Reader reader);

  /** Moves a file or folder, and what is in it, to the trash. Gone already is success. */
  StepResult<Presence> trash(String id);
}
