package dev.presgen.orchestrator.sandbox.google;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a call will be answered.
 *
 * @param mask what of the answer is wanted; null for all
 */
public record Answer(GoogleApi api, String schema, @Nullable FieldMask mask) {

  /** Whether the caller asked for this top-level field by name, or for everything. */
  public boolean asksFor(String... path) {
    return mask != null && mask.contains(path);
  }

  /** The answer, cut to the mask. Drive answers its few standard fields where there is no mask. */
  public ResponseEntity<String> with(ObjectNode whole, @Nullable FieldMask standard) {
    if (api == GoogleApi.FORMS) {
      ProtoJson.omitDefaults(whole);
    }
    assert fits(whole);
    var chosen = mask == null ? standard : mask;
    var body = chosen == null ? whole : chosen.select(whole);
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body.toString());
  }

  public ResponseEntity<String> with(ObjectNode whole) {
    return with(whole, null);
  }

  /** Under assertions, as tests run, an answer that the discovery document does not know is a bug of ours. */
  private boolean fits(ObjectNode whole) {
    api.check(whole, schema);
    return true;
  }
}
