package dev.presgen.orchestrator.workflows.assessment.engine.reading;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What was found wrong while one input is read. */
public final class Problems {

  private final List<FieldProblem> found = new ArrayList<>();

  public void add(String pointer, String detail) {
    found.add(new FieldProblem(pointer, detail));
  }

  public boolean none() {
    return found.isEmpty();
  }

  /**
   * The value when nothing is wrong; else all problems in the order in which the input has the
   * places they point to, a missing field standing where the object around it begins.
   */
  public <T> Checked<T> orElse(JsonNode root, Supplier<T> value) {
    return none() ? new Checked.Right<>(value.get()) : new Checked.Wrong<>(inOrderOf(root));
  }

  private List<FieldProblem> inOrderOf(JsonNode root) {
    Map<String, Integer> positions = new HashMap<>();
    number(root, "", positions);
    return found.stream()
        .sorted(Comparator.comparingInt(problem -> position(problem.pointer(), positions)))
        .toList();
  }

  private static void number(JsonNode node, String pointer, Map<String, Integer> positions) {
    positions.put(pointer, positions.size());
    node.properties()
        .forEach(
            field -> number(field.getValue(), Pointers.in(pointer, field.getKey()), positions));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        number(node.get(i), Pointers.in(pointer, i), positions);
      }
    }
  }

  private static int position(String pointer, Map<String, Integer> positions) {
    String at = pointer;
    while (!positions.containsKey(at)) {
      at = Pointers.parent(at);
    }
    return positions.getOrDefault(at, 0);
  }
}
