package dev.presgen.orchestrator.web.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the next part; null on the last
 * @param <T> what it lists
 */
record Page<T>(List<T> items, @Nullable String next) {
  Page {
    items = List.copyOf(items);
  }
}
