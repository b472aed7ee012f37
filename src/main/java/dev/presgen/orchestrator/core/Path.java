package dev.presgen.orchestrator.core;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where in a run: the names on the way from the root. A scope's path alternates nodes and item
 * keys, as in {@code GENERATE_PRESENTATIONS/3}; a node's path ends with its own name.
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

  /** The scope around a child scope: without the for-each's name and the item's key. */
  Path outer() {
    return new Path(names.subList(0, names.size() - 2));
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
