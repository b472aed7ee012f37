package dev.presgen.orchestrator.web.api;

import java.util.List;

/**
 * A list that is answered whole.
 *
 * @param <T> what it lists
 */
record Items<T>(List<T> items) {
  Items {
    items = List.copyOf(items);
  }
}
