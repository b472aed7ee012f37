package dev.presgen.orchestrator.runtime.jdbc;

import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.RunPage;
import dev.presgen.orchestrator.runtime.RunQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds runs by what people know of them. */
final class RunList {

  private final RunTable table;

  RunList(RunTable table) {
    this.table = table;
  }

  RunPage list(RunQuery query) {
    var where = new ArrayList<String>();
    Map<String, Object> parameters = new HashMap<>();
    where.add("1 = 1");
    query.workflow().ifPresent(name -> equal(where, parameters, "workflow", name));
    query
        .status()
        .ifPresent(
            status -> {
              equal(where, parameters, "status", status.name());
              if (isOpen(status)) {
                // run_open answers it: those that have ended are many, those that have not are few.
                where.add("ended_at IS NULL");
              }
            });
    query.step().ifPresent(step -> equal(where, parameters, "step", step));
    query
        .label()
        .ifPresent(
            label -> {
              // run_label_by_value answers it.
              where.add(
                  """
                  run_id IN (SELECT l.run_id FROM run_label l
                              WHERE l.name = :labelName AND l.value = :labelValue)
                  """);
              parameters.put("labelName", label.name());
              parameters.put("labelValue", label.value());
            });
    query
        .text()
        .ifPresent(
            text -> {
              where.add(
                  """
                  (lower(run_id) LIKE lower(:beginning) ESCAPE '!'
                   OR lower(run_key) LIKE lower(:beginning) ESCAPE '!'
                   OR lower(error) LIKE lower(:word) ESCAPE '!'
                   OR EXISTS (SELECT 1 FROM run_label l WHERE l.run_id = run.run_id
                                 AND lower(l.value) LIKE lower(:beginning) ESCAPE '!'))
                  """);
              parameters.put("beginning", escaped(text) + "%");
              parameters.put("word", "%" + escaped(text) + "%");
            });
    query
        .cursor()
        .ifPresent(
            cursor -> {
              where.add("run_id < :cursor");
              parameters.put("cursor", cursor);
            });
    var runs = table.records(String.join(" AND ", where), parameters, query.limit() + 1);
    return runs.size() <= query.limit()
        ? new RunPage(runs, Optional.empty())
        : new RunPage(
            runs.subList(0, query.limit()), Optional.of(runs.get(query.limit() - 1).id()));
  }

  private static void equal(
      List<String> where, Map<String, Object> parameters, String column, String value) {
    where.add(column + " = :" + column);
    parameters.put(column, value);
  }

  private static boolean isOpen(Status status) {
    return switch (status) {
      case COMPLETED, FAILED, CANCELLED -> false;
      case UNDOING, CANCELLING, PAUSED, NEEDS_ATTENTION, RUNNING, WAITING -> true;
    };
  }

  private static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
