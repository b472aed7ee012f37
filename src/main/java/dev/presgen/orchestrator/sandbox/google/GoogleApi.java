package dev.presgen.orchestrator.sandbox.google;

import dev.presgen.orchestrator.sandbox.Operation.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Google's APIs, each with the schemas of its discovery document (descriptions left out). */
public final class GoogleApi {
  public static final GoogleApi FORMS = new GoogleApi("forms-v1", Service.GOOGLE_FORMS);
  public static final GoogleApi SHEETS = new GoogleApi("sheets-v4", Service.GOOGLE_SHEETS);
  public static final GoogleApi DRIVE = new GoogleApi("drive-v3", Service.GOOGLE_DRIVE);

  private final Service service;
  private final JsonNode schemas;
  private final JsonNode parameters;
  private final List<Method> methods;

  private GoogleApi(String name, Service service) {
    var document = load(name);
    this.service = service;
    this.schemas = document.path("schemas");
    this.parameters = document.path("parameters");
    this.methods = methods(document.path("methods"));
  }

  /** Which API this is. */
  public static Optional<GoogleApi> of(Service service) {
    return switch (service) {
      case GOOGLE_FORMS -> Optional.of(FORMS);
      case GOOGLE_SHEETS -> Optional.of(SHEETS);
      case GOOGLE_DRIVE -> Optional.of(DRIVE);
      case GOOGLE_TOKEN, CORE, AVATAR, SLACK -> Optional.empty();
    };
  }

  public Service service() {
    return service;
  }

  /** The method, by its name without the API's own. */
  public Optional<Method> method(String name) {
    return methods.stream().filter(method -> method.name().equals(name)).findFirst();
  }

  /**
   * The method that such a call means.
   *
   * @param path below the root of all APIs
   */
  Optional<Method> method(String httpMethod, String path) {
    return methods.stream()
        .filter(method -> method.httpMethod().equals(httpMethod))
        .filter(method -> method.path().matcher(path).matches())
        .findFirst();
  }

  /** The parameters that every method takes. */
  JsonNode parameters() {
    return parameters;
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

  /** Those whose paths name the most come first: {@code files/generateIds} is no file's id. */
  private static List<Method> methods(JsonNode documents) {
    var methods = new ArrayList<Method>();
    for (var entry : documents.properties()) {
      var document = entry.getValue();
      for (var path : List.of("path", "uploadPath", "downloadPath")) {
        if (document.has(path)) {
          methods.add(Method.of(entry.getKey(), document, document.path(path).asString("")));
        }
      }
    }
    methods.sort(
        Comparator.comparingInt(
            method -> -method.path().pattern().replace("[^/]+", "").length()));
    return List.copyOf(methods);
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
