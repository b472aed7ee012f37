package dev.presgen.orchestrator.sandbox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Slack's incoming webhooks: any path below {@code /sandbox/slack/} is one. Answers plain text, as Slack does. */
@RestController
@SandboxOnly
public class SlackEndpoint implements Operations {

  private final ObjectTable objects;

  SlackEndpoint(ObjectTable objects) {
    this.objects = objects;
  }

  @PostMapping("/sandbox/slack/**")
  @Transactional
  public ResponseEntity<String> post(@RequestBody(required = false) byte @Nullable [] body) {
    if (!(parsed(body) instanceof ObjectNode message)) {
      return answer(400, "invalid_payload");
    }
    if (!message.path("text").isString() && message.path("blocks").isEmpty()) {
      return answer(400, "no_text");
    }
    objects.insert(Stored.made(Kind.MESSAGE, Ids.file(), message));
    return answer(200, "ok");
  }

  @Override
  public Optional<Operation> find(String httpMethod, String path) {
    return path.startsWith("/sandbox/slack/")
        ? Optional.of(new Operation(Operation.Service.SLACK, "webhook"))
        : Optional.empty();
  }

  private static @Nullable JsonNode parsed(byte @Nullable [] body) {
    try {
      return body == null ? null : JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      return null;
    }
  }

  private static ResponseEntity<String> answer(int status, String text) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(text);
  }
}
