package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a record from JSON that somebody has sent: nothing unknown, nothing missing. */
final class StrictReader {

  private static final String NULL = "must not be null";

  private final JsonMapper mapper;

  StrictReader(JsonMapper mapper) {
    this.mapper = mapper;
  }

  Checked<Record> read(JsonNode json, Class<?> type) {
    if (!json.isObject()) {
      return wrong("", "must be a JSON object");
    }
    var missing = new ArrayList<FieldProblem>();
    missing(json, type, "", missing);
    if (!missing.isEmpty()) {
      return new Checked.Wrong<>(missing);
    }
    try {
      return new Checked.Right<>((Record) mapper.treeToValue(json, type));
    } catch (UnrecognizedPropertyException unknown) {
      return wrong(
          pointer(unknown), "is not known here; known are " + unknown.getKnownPropertyIds());
    } catch (ValueInstantiationException refused) {
      // The record itself says what is wrong, in words for the caller; a bug's are for nobody.
      return wrong(
          pointer(refused),
          refused.getCause() instanceof IllegalArgumentException said && said.getMessage() != null
              ? said.getMessage()
              : Misfit.PLAIN);
    } catch (MismatchedInputException unfit) {
      return wrong(pointer(unfit), Misfit.words(json.at(pointer(unfit)), unfit));
    } catch (JacksonException unfit) {
      return wrong(pointer(unfit), Misfit.PLAIN);
    }
  }

  /** Finds what a record needs and the JSON does not give, in whatever it holds too. */
  private static void missing(
      JsonNode json, Class<?> type, String pointer, List<FieldProblem> problems) {
    for (var component : type.getRecordComponents()) {
      var value = json.path(component.getName());
      if (!value.isMissingNode() && !value.isNull()) {
        within(value, component.getGenericType(), pointer + "/" + component.getName(), problems);
      } else if (!mayBeMissing(component)) {
        problems.add(
            new FieldProblem(
                pointer + "/" + component.getName(), value.isNull() ? NULL : "is missing"));
      }
    }
  }

  private static void within(
      JsonNode value, Type type, String pointer, List<FieldProblem> problems) {
    if (value.isNull()) {
      problems.add(new FieldProblem(pointer, NULL));
    } else if (type instanceof Class<?> inner && inner.isRecord() && value.isObject()) {
      missing(value, inner, pointer, problems);
    } else if (type instanceof ParameterizedType generic) {
      var inner = generic.getActualTypeArguments();
      var last = inner[inner.length - 1];
      if (generic.getRawType() == Optional.class) {
        within(value, last, pointer, problems);
      } else if (value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          within(value.get(i), last, pointer + "/" + i, problems);
        }
      } else if (generic.getRawType() == Map.class && value.isObject()) {
        value
            .properties()
            .forEach(
                entry -> within(
                    entry.getValue(), last, pointer + "/" + escaped(entry.getKey()), problems));
      }
    }
  }

  private static boolean mayBeMissing(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        || component.getType() == Optional.class;
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
                : "/" + escaped(step.getPropertyName()))
        .collect(Collectors.joining());
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
