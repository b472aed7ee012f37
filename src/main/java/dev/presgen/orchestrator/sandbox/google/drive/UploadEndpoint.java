package dev.presgen.orchestrator.sandbox.google.drive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.google.FieldMask;
import dev.presgen.orchestrator.sandbox.google.GoogleApi;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Drive's {@code files.create} with content, in one request. */
@RestController
@SandboxOnly
@Transactional
public class UploadEndpoint {

  private static final FieldMask STANDARD = GoogleApi.DRIVE.mask("kind,id,name,mimeType", "File");

  private final Files files;
  private final FileView view;
  private final Access access;
  private final MediaTable media;

  UploadEndpoint(Files files, FileView view, Access access, MediaTable media) {
    this.files = files;
    this.view = view;
    this.access = access;
    this.media = media;
  }

  @PostMapping("/sandbox/google/upload/drive/v3/files")
  public ResponseEntity<String> create(
      @RequestHeader("Content-Type") String contentType,
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestParam(defaultValue = "") String uploadType,
      @RequestParam(defaultValue = "false") boolean supportsAllDrives,
      @RequestParam(required = false) @Nullable String fields) {
    if (!uploadType.equals("multipart")) {
      throw GoogleError.invalid("The sandbox takes uploads of type multipart only.", "uploadType");
    }
    var parts = Multipart.parse(contentType, body == null ? new byte[0] : body);
    var metadata = GoogleApi.DRIVE.read(parts.metadata().getBytes(ISO_8859_1), "File");
    FileChange.requireWritable(metadata);
    var answer = GoogleApi.DRIVE.answering("File", fields);
    var mimeType = metadata.path("mimeType").asString(parts.mediaType());
    requirePlain(mimeType);
    access.requireRoom(metadata.path("parents").path(0).asString(Files.ROOT), supportsAllDrives);
    var file = files.create(metadata.put("mimeType", mimeType));
    file.body().put("size", Integer.toString(parts.media().length()));
    files.save(file);
    var base64 = Base64.getEncoder().encodeToString(parts.media().getBytes(ISO_8859_1));
    media.insert(file.id(), new MediaTable.Media(mimeType, base64));
    return answer.with(view.of(file, false), STANDARD);
  }

  private static void requirePlain(String mimeType) {
    if (mimeType.startsWith(MimeTypes.GOOGLE)) {
      throw GoogleError.invalid("The sandbox converts no uploads.", "mimeType");
    }
    try {
      MediaType.parseMediaType(mimeType);
    } catch (InvalidMediaTypeException e) {
      throw GoogleError.invalid("Invalid MIME type provided for the uploaded content.", "mimeType");
    }
  }
}
