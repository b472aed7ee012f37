package dev.presgen.orchestrator.sandbox.google.person;

import dev.presgen.orchestrator.sandbox.google.GoogleError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person is asked to do, one shape for each kind of object; what is null stays as it is. */
sealed interface Edit {

  JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * A file or folder.
   *
   * @param mimeType only where it is made
   * @param parent the folder to be in
   * @param visible whether the application sees it, as after the person has picked it for the application
   */
  record OfFile(
      @Nullable String name,
      @Nullable String mimeType,
      @Nullable String description,
      @Nullable String parent,
      @Nullable Boolean trashed,
      @Nullable Boolean visible)
      implements
      Edit {}

  /**
   * A form.
   *
   * @param requests as in {@code forms.batchUpdate}
   * @param publishState as in {@code forms.setPublishSettings}
   */
  record OfForm(@Nullable ArrayNode requests, @Nullable ObjectNode publishState) implements Edit {}

  /**
   * An answer to a form.
   *
   * @param answers by question id, the texts
   */
  record OfResponse(@Nullable String email, Map<String, List<String>> answers) implements Edit {
    public OfResponse {
      answers = answers == null ? Map.of() : Map.copyOf(answers);
    }
  }

  /**
   * A spreadsheet.
   *
   * @param requests as in {@code spreadsheets.batchUpdate}
   * @param data as in {@code values.batchUpdate}, typed as a person types
   */
  record OfSheet(@Nullable ArrayNode requests, @Nullable ArrayNode data) implements Edit {}

  static <T> T read(byte @Nullable [] body, Class<T> shape) {
    try {
      return STRICT.readValue(body == null ? new byte[0] : body, shape);
    } catch (JacksonException e) {
      throw GoogleError.invalid("The body does not fit: " + e.getOriginalMessage());
    }
  }
}
