package dev.presgen.orchestrator.core;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where in a run: the names on the way from the root. A scope's path alternates nodes and the
 * keys of their children (an item's, a branch's name, the name of a called workflow), as in {@code GENERATE_PRESENTATIONS/3}; a node's path ends with its own name.
 *
 * @param names none for the root; each of letters, digits, {@code _}, {@code -} and {@code .}
 */
public record Path(List<String> names) {

  public static final Path ROOT = new Path(List.of());

  public Path {
    names = List.copyOf(names);
  }

  /** Reads what {@link #toString()} writes. */
  public static Path of(String text) {
    return text.isEmpty() ? ROOT : new Path(List.of(text.split("/", -1)));
  }

  public Path child(String name) {
    return new Path(Stream.concat(names.stream(), Stream.of(name)).toList());
  }

  /** The scope around a child scope: without the composite's name and the child's key. */
  Path outer() {
    return new Path(names.subList(0, names.size() - 2));
  }

  /** The key of the nearest child scope on the way that belongs to a node of that name. */
  public Optional<String> keyOf(String composite) {
    for (int i = names.size() - 2; i >= 0; i -= 2) {
      if (names.get(i).equals(composite)) {
        return Optional.of(names.get(i + 1));
      }
    }
    return Optional.empty();
  }

  public boolean isRoot() {
    return names.isEmpty();
  }

  public boolean startsWith(Path other) {
    return names.size() >= other.names.size()
        && names.subList(0, other.names.size()).equals(other.names);
  }

  @Override
  public String toString() {
    return String.join("/", names);
  }
}
