package dev.presgen.orchestrator.sandbox.presgen;

import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.Moments;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Work that takes a while: each look at a job finds it one state further, so that its course is the same every time. */
@Component
@SandboxOnly
class Jobs {

  private static final List<String> STATES =
      List.of("queued", "processing", "rendering", "completed");

  private final ObjectTable objects;

  Jobs(ObjectTable objects) {
    this.objects = objects;
  }

  /** Whose job it is. */
  enum Service {
    CORE,
    AVATAR
  }

  /** Takes a job on; its first state is {@code queued}. */
  Stored submit(Service service, ObjectNode order) {
    var body = order.deepCopy();
    body.put("service", service.name().toLowerCase(Locale.ROOT)).put("status", STATES.getFirst());
    var job = Stored.made(Kind.JOB, UUID.randomUUID().toString(), body);
    objects.insert(job);
    return job;
  }

  /**
   * The job, one state further.
   *
   * @param completing makes the result when the last state is reached, and gives its id
   */
  Stored poll(Service service, String id, Function<Stored, String> completing) {
    var job =
        objects
            .lock(Kind.JOB, id)
            .filter(
                found -> found.body().path("service").asString("").equalsIgnoreCase(service.name()))
            .orElseThrow(() -> PresGenError.notFound("Job not found"));
    var state = STATES.indexOf(job.body().path("status").asString(""));
    if (state < STATES.size() - 1) {
      var next = STATES.get(state + 1);
      job.body().put("status", next);
      if (next.equals("completed")) {
        job.body().put("result", completing.apply(job));
        job.body().put("completedAt", Moments.now().toString());
      }
      objects.save(job);
    }
    return job;
  }
}
