package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.FieldMask;
import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import dev.presgen.orchestrator.sandbox.google.PageToken;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code files.list}: query, order and pages. */
@Component
@SandboxOnly
class FileListing {

  static final FieldMask STANDARD =
      GoogleApi.DRIVE.mask("kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)",
          "FileList");

  /** Documented for {@code pageSize}. */
  private static final int PAGE_MAX = 1000;

  private static final Pattern COMMA = Pattern.compile(",");

  private final Files files;
  private final Access access;
  private final Listed listed;

  FileListing(Files files, Access access, Listed listed) {
    this.files = files;
    this.access = access;
    this.listed = listed;
  }

  /**
   * Where to look.
   *
   * @param drive the one shared drive to look in; null for the account's own files
   * @param isEverywhere whether the files of shared drives are found as well
   */
  record Corpus(@Nullable String drive, boolean isEverywhere) {}

  /**
   * Some of the matching files.
   *
   * @param next where to go on; empty at the end
   */
  record Page(List<Stored> files, Optional<String> next) {
    Page {
      files = List.copyOf(files);
    }
  }

  Page page(String q, String orderBy, int pageSize, String pageToken, Corpus corpus) {
    if (pageSize < 1 || pageSize > PAGE_MAX) {
      throw GoogleError.invalid(
          "Invalid value '%d'. Values must be within the range: [1, %d]".formatted(pageSize,
              PAGE_MAX),
          "pageSize");
    }
    var start = PageToken.offset(pageToken, q + "\n" + orderBy);
    var query = new FileQuery(q, files, access, listed);
    var found =
        files.list(
            query.folder(),
            query.predicate().and(listed::isKnown).and(access::isVisible).and(in(corpus)));
    if (!orderBy.isBlank()) {
      found = found.stream().sorted(order(orderBy)).toList();
    }
    var end = Math.min(found.size(), start + pageSize);
    var page = found.subList(Math.min(start, end), end);
    return new Page(
        page,
        end < found.size() ? Optional.of(PageToken.of(end, q + "\n" + orderBy)) : Optional.empty());
  }

  /** A shared drive itself is no file of any list. */
  private Predicate<Stored> in(Corpus corpus) {
    return file -> {
      var drive = access.driveOf(file).orElse(null);
      if (drive == null) {
        return corpus.drive() == null;
      }
      return !Access.isDrive(file)
          && (corpus.drive() == null ? corpus.isEverywhere() : drive.equals(corpus.drive()));
    };
  }

  private static Comparator<Stored> order(String orderBy) {
    return COMMA.splitAsStream(orderBy)
        .map(FileListing::key)
        .reduce(Comparator::thenComparing)
        .orElseThrow(() -> GoogleError.invalid("Invalid Value", "orderBy"));
  }

  private static Comparator<Stored> key(String text) {
    var isDescending = text.endsWith(" desc");
    var name = isDescending ? text.substring(0, text.length() - " desc".length()) : text;
    Comparator<Stored> order =
        switch (name.strip()) {
          case "createdTime" -> Comparator.comparing(Stored::createdAt);
          case "modifiedTime" -> Comparator.comparing(file -> text(file, "modifiedTime"));
          case "name", "name_natural" -> Comparator.comparing(file -> text(file, "name"));
          case "folder" ->
              Comparator.comparing(file -> !text(file, "mimeType").equals(MimeTypes.FOLDER));
          default -> throw GoogleError.invalid("Invalid Value", "orderBy");
        };
    return isDescending ? order.reversed() : order;
  }

  private static String text(Stored file, String field) {
    return file.body().path(field).asString("");
  }
}
