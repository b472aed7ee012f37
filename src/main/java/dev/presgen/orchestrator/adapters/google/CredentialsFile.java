package dev.presgen.orchestrator.adapters.google;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import dev.presgen.orchestrator.adapters.limits.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credentials and where they come from. Those of a file are read again when the file has changed;
 * what it holds then counts at once. A file that cannot be used leaves the ones before it in use.
 */
final class CredentialsFile {
  private static final Logger log = LoggerFactory.getLogger(CredentialsFile.class);

  private static final long BYTES_MAX = 64 * 1024;

  /** Who the credentials speak for. */
  enum Kind {
    /** Nobody: the service asks for no token. */
    NONE,
    /** A service account for itself: it owns no storage. */
    SERVICE_ACCOUNT,
    /** A service account for a user of its domain. */
    DELEGATE,
    USER,
    /** Whatever the machine is given by its platform. */
    PLATFORM
  }

  /** How a file looked when it was read. */
  private record Stamp(FileTime modifiedAt, long size, @Nullable Object key) {}

  private final String setting;
  private final @Nullable String subject;
  private final Optional<Path> path;
  private Optional<Stamp> stamp = Optional.empty();
  private String content = "";
  private volatile GoogleCredentials current;

  private CredentialsFile(
      String setting,
      @Nullable String subject,
      Optional<Path> path,
      GoogleCredentials current) {
    this.setting = setting;
    this.subject = subject;
    this.path = path;
    this.current = current;
  }

  /**
   * Reads credentials.
   *
   * @param setting the setting's name, for the message when they cannot be used
   * @param value path or JSON
   * @param subject the user that a service account acts for
   * @throws IllegalArgumentException when they are none; says nothing of what they hold
   */
  static CredentialsFile of(String setting, Secret value, @Nullable String subject) {
    String text = value.value().strip();
    if (text.startsWith("{")) {
      return new CredentialsFile(
          setting, subject, Optional.empty(), CredentialsReader.read(setting, text, subject));
    }
    Path path = path(setting, text);
    var before = stamp(path);
    String json = json(setting, path);
    var read =
        new CredentialsFile(
            setting, subject, Optional.of(path), CredentialsReader.read(setting, json, subject));
    read.stamp = before;
    read.content = json;
    return read;
  }

  /**
   * Credentials that the platform gives: those of gcloud's login, or of the machine's own account.
   *
   * @throws IllegalArgumentException when it gives none
   */
  static CredentialsFile ofPlatform(@Nullable String subject) {
    return new CredentialsFile(
        CredentialsReader.SETTING, subject, Optional.empty(), CredentialsReader.platform(subject));
  }

  private static Path path(String setting, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException impossible) {
      throw unreadable(setting);
    }
  }

  private static String json(String setting, Path path) {
    try {
      if (Files.size(path) > BYTES_MAX) {
        throw new IllegalArgumentException(
            setting + " names a file that is too large for credentials.");
      }
      return Files.readString(path);
    } catch (IOException noFile) {
      throw unreadable(setting);
    }
  }

  private static IllegalArgumentException unreadable(String setting) {
    return new IllegalArgumentException(
        setting + " is neither JSON nor the path of a file that can be read.");
  }

  private static Optional<Stamp> stamp(Path path) {
    try {
      var now = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(new Stamp(now.lastModifiedTime(), now.size(), now.fileKey()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  Kind kind() {
    return switch (current) {
      case ServiceAccountCredentials _ ->
          subject == null ? Kind.SERVICE_ACCOUNT : Kind.DELEGATE;
      case UserCredentials _ -> Kind.USER;
      default -> Kind.PLATFORM;
    };
  }

  /** The credentials that count now. */
  GoogleCredentials current() {
    if (path.isPresent() && !stamp(path.get()).equals(seen())) {
      readAgain();
    }
    return current;
  }

  private synchronized Optional<Stamp> seen() {
    return stamp;
  }

  /** Reads the file whether it seems to have changed or not; answers whether it holds others. */
  synchronized boolean readAgain() {
    if (path.isEmpty()) {
      return false;
    }
    var now = stamp(path.get());
    boolean changed = !now.equals(stamp);
    stamp = now;
    try {
      String json = json(setting, path.get());
      if (json.equals(content)) {
        return false;
      }
      current = CredentialsReader.read(setting, json, subject);
      content = json;
      log.info("{}: new credentials are in use.", setting);
      return true;
    } catch (IllegalArgumentException unusable) {
      if (changed) {
        log.error("{} The credentials read before stay in use.", unusable.getMessage());
      }
      return false;
    }
  }
}
