package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a record from JSON that somebody has sent: nothing unknown, nothing missing. */
final class StrictReader {

  private final JsonMapper mapper;

  StrictReader(JsonMapper mapper) {
    this.mapper = mapper;
  }

  Checked<Record> read(JsonNode json, Class<?> type) {
    if (!json.isObject()) {
      return wrong("", "must be a JSON object");
    }
    Record value;
    try {
      value = (Record) mapper.treeToValue(json, type);
    } catch (UnrecognizedPropertyException unknown) {
      return wrong(
          pointer(unknown), "is not known here; known are " + unknown.getKnownPropertyIds());
    } catch (JacksonException unfit) {
      return wrong(pointer(unfit), "does not fit: " + unfit.getOriginalMessage());
    }
    var missing =
        Stream.of(type.getRecordComponents())
            .filter(
                component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    && component.getType() != Optional.class
                    && json.path(component.getName()).isMissingNode())
            .map(component -> new FieldProblem("/" + component.getName(), "is missing"))
            .toList();
    return missing.isEmpty() ? new Checked.Right<>(value) : new Checked.Wrong<>(missing);
  }

  private static Checked<Record> wrong(String pointer, String detail) {
    return new Checked.Wrong<>(List.of(new FieldProblem(pointer, detail)));
  }

  private static String pointer(JacksonException unfit) {
    return unfit.getPath()
        .stream()
        .map(
            step -> step.getPropertyName() == null
                ? "/" + step.getIndex()
                : "/" + step.getPropertyName().replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }
}
