package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The bytes of files that are no Google documents. Callers bring the transaction. */
@Component
@SandboxOnly
public class MediaTable {

  private final ObjectTable objects;

  MediaTable(ObjectTable objects) {
    this.objects = objects;
  }

  /**
   * The content of a file.
   *
   * @param base64 the bytes
   */
  public record Media(String contentType, String base64) {
    /** All of it, as a download. */
    public ResponseEntity<byte[]> answer() {
      return ResponseEntity.ok()
          .contentType(MediaType.parseMediaType(contentType))
          .header("Content-Disposition", "attachment")
          .body(Base64.getDecoder().decode(base64));
    }
  }

  void insert(String fileId, Media media) {
    var body = JsonMapper.shared().createObjectNode().put("contentType", media.contentType());
    objects.insert(Stored.made(Kind.MEDIA, fileId, body.put("base64", media.base64())));
  }

  public Optional<Media> of(String fileId) {
    return objects.find(Kind.MEDIA, fileId)
        .map(
            stored -> new Media(
                stored.body().path("contentType").asString(""),
                stored.body().path("base64").asString("")));
  }
}
