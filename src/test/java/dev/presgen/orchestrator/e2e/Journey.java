package dev.presgen.orchestrator.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The product's own example, carried from its request to the end.
 *
 * @param log of the service from the request to the end
 * @param run as the API shows it at its end
 * @param made what the sandbox holds of it then
 * @param chosen what the learner chose, by the questions' titles
 */
record Journey(
    Service service, ServiceLog log, JsonNode run, Made made, Map<String, List<String>> chosen)
    implements AutoCloseable {

  /** A learner whose name a spreadsheet would take for a formula. */
  static final String NAME = "=HYPERLINK(\"http://x\",\"y\")";

  private static final int LAST = 23;

  Journey {
    chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
  }

  static Journey made(Path data) throws Exception {
    var service = Service.start(data);
    var log = ServiceLog.listen();
    var request = Requests.example();
    request.withObject("/input/learner").put("name", NAME);
    request.withObject("/input/assessment").put("seed", 1);
    var waiting = service.beginAndWait(request);
    var id = waiting.path("id").asString();
    var chosen = new LinkedHashMap<String, List<String>>();
    new LearnerBrowser(service, Requests.LEARNER)
        .answer(
            URI.create(waiting.at("/links/form").asString()),
            question -> {
              chosen.put(question.title(), choice(question, chosen.size()));
              return chosen.get(question.title());
            });
    service.signal(id, "{}");
    var run = service.await(id, "COMPLETED");
    return new Journey(service, log, run, service.made(id), chosen);
  }

  /** One of three questions is answered right, the others wrong, and the last not at all. */
  private static List<String> choice(LearnerBrowser.Question question, int number) {
    if (number == LAST) {
      return List.of();
    }
    return number % 3 == 0 ? Bank.right(question.title()) : Bank.wrong(question);
  }

  String id() {
    return run.path("id").asString();
  }

  @Override
  public void close() {
    log.close();
    service.close();
  }
}
