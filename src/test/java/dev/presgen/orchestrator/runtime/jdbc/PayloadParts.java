package dev.presgen.orchestrator.runtime.jdbc;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What payloads consist of, to the last record inside them: their components, and the constants of
 * their enums. What is stored under these names is on disk.
 */
final class PayloadParts {

  private final Set<String> parts = new TreeSet<>();

  /** All that values of these types may hold. */
  static Set<String> of(Collection<Class<?>> types) {
    var declared = new PayloadParts();
    types.forEach(declared::type);
    return declared.parts;
  }

  /** What these values hold: a component that is empty holds nothing. */
  static Set<String> in(Collection<?> values) {
    var held = new PayloadParts();
    values.forEach(held::value);
    return held.parts;
  }

  private void type(Type type) {
    if (type instanceof ParameterizedType generic) {
      for (var argument : generic.getActualTypeArguments()) {
        type(argument);
      }
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      for (var component : plain.getRecordComponents()) {
        if (parts.add(name(component))) {
          type(component.getGenericType());
        }
      }
    } else if (type instanceof Class<?> plain && plain.isEnum()) {
      for (var constant : plain.getEnumConstants()) {
        parts.add(name((Enum<?>) constant));
      }
    }
  }

  private boolean value(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Optional<?> optional -> optional.filter(this::value).isPresent();
      case Collection<?> several -> several.stream().filter(this::value).count() > 0;
      case Map<?, ?> map -> value(map.values());
      case Record whole -> {
        for (var component : whole.getClass().getRecordComponents()) {
          if (value(part(whole, component))) {
            parts.add(name(component));
          }
        }
        yield true;
      }
      case Enum<?> constant -> {
        parts.add(name(constant));
        yield true;
      }
      default -> true;
    };
  }

  private static @Nullable Object part(Record whole, RecordComponent component) {
    try {
      return component.getAccessor().invoke(whole);
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException(component.toString(), broken);
    }
  }

  private static String name(RecordComponent component) {
    return component.getDeclaringRecord().getName() + "." + component.getName();
  }

  private static String name(Enum<?> constant) {
    return constant.getDeclaringClass().getName() + "." + constant.name();
  }
}
