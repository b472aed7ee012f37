package dev.presgen.orchestrator.web.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.presgen.orchestrator.workflows.Checked.FieldProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request, and where: in the body, in a query parameter or in a
 * header.
 *
 * @param pointer a JSON pointer from the root of the body; empty for the whole
 * @param detail what is wrong and what would be right, for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
    @Nullable String pointer, @Nullable String parameter, @Nullable String header, String detail) {

  public static Fault at(String pointer, String detail) {
    return new Fault(pointer, null, null, detail);
  }

  public static Fault ofParameter(String name, String detail) {
    return new Fault(null, name, null, detail);
  }

  public static Fault ofHeader(String name, String detail) {
    return new Fault(null, null, name, detail);
  }

  /** Problems whose pointers begin at a place in the body. */
  public static List<Fault> below(String place, List<FieldProblem> problems) {
    return problems.stream()
        .map(problem -> at(place + problem.pointer(), problem.detail()))
        .toList();
  }
}
