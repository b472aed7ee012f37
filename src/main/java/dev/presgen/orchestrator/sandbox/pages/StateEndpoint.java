package dev.presgen.orchestrator.sandbox.pages;

import dev.presgen.orchestrator.sandbox.CallTable;
import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.google.drive.MimeTypes;
import dev.presgen.orchestrator.sandbox.google.quota.Quotas;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Everything that exists in the sandbox, for programs. */
@RestController
@SandboxOnly
class StateEndpoint {

  private final World world;
  private final CallTable calls;
  private final Quotas quotas;

  StateEndpoint(World world, CallTable calls, Quotas quotas) {
    this.world = world;
    this.calls = calls;
    this.quotas = quotas;
  }

  /** What was taken of Google's quotas by this process; unlike the state, a restart forgets it. */
  @GetMapping("/sandbox/quotas")
  ResponseEntity<String> quotas() {
    return json(quotas.view());
  }

  @GetMapping("/sandbox/state")
  ResponseEntity<String> state() {
    var state = JsonMapper.shared().createObjectNode();
    state.putArray("folders").addAll(world.all(MimeTypes.FOLDER));
    state.putArray("forms").addAll(world.all(MimeTypes.FORM));
    state.putArray("sheets").addAll(world.all(MimeTypes.SPREADSHEET));
    state.putArray("decks").addAll(world.all(MimeTypes.PRESENTATION));
    state.putArray("files").addAll(world.uploads());
    state.putArray("videos").addAll(world.videos());
    state.putArray("mails").addAll(world.sent(Kind.MAIL));
    state.putArray("messages").addAll(world.sent(Kind.MESSAGE));
    var list = state.putArray("calls");
    for (var call : calls.all()) {
      list.addObject()
          .put("method", call.method())
          .put("path", call.path())
          .put("status", call.status())
          .put("at", call.at().toString());
    }
    return json(state);
  }

  private static ResponseEntity<String> json(ObjectNode body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body.toString());
  }
}
