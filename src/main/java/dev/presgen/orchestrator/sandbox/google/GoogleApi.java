package dev.presgen.orchestrator.sandbox.google;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Google's APIs, each with the schemas of its discovery document (descriptions left out). */
public final class GoogleApi {
  public static final GoogleApi FORMS = new GoogleApi("forms-v1");
  public static final GoogleApi SHEETS = new GoogleApi("sheets-v4");
  public static final GoogleApi DRIVE = new GoogleApi("drive-v3");

  private final JsonNode schemas;

  private GoogleApi(String document) {
    this.schemas = load(document).path("schemas");
  }

  /**
   * The request's body, after every name, type and enumerated value in it has been checked.
   *
   * @param body null and empty count as an empty object
   * @param schema its name in the discovery document
   * @throws GoogleError naming the first field that does not fit
   */
  public ObjectNode read(byte @Nullable [] body, String schema) {
    if (body == null || body.length == 0) {
      return JsonMapper.shared().createObjectNode();
    }
    var parsed = parse(body);
    if (!(parsed instanceof ObjectNode object)) {
      throw GoogleError.invalid("Invalid JSON payload received. Expected an object.");
    }
    new SchemaCheck(schemas).check(object, schema);
    if (this != DRIVE) {
      ProtoJson.dropNulls(object);
    }
    return object;
  }

  /**
   * Prepares the answer before anything is done, so that a bad mask has no effect.
   *
   * @param fields the {@code fields} parameter; null answers whole
   */
  public Answer answering(String schema, @Nullable String fields) {
    return new Answer(this, schema, fields == null ? null : mask(fields, schema));
  }

  /** A mask whose every name exists in the schema. */
  public FieldMask mask(String text, String schema) {
    var mask = FieldMask.parse(text);
    new SchemaCheck(schemas).checkMask(mask, schema, text);
    return mask;
  }

  /** Whether the field is one that only Google writes. */
  public boolean isReadOnly(String schema, String field) {
    return schemas.path(schema).path("properties").path(field).path("readOnly").asBoolean(false);
  }

  void check(ObjectNode answer, String schema) {
    new SchemaCheck(schemas).check(answer, schema);
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      throw GoogleError.invalid("Invalid JSON payload received. " + e.getOriginalMessage());
    }
  }

  private static JsonNode load(String document) {
    var path = "/sandbox/discovery/" + document + ".json";
    try (InputStream in = Objects.requireNonNull(GoogleApi.class.getResourceAsStream(path), path)) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
