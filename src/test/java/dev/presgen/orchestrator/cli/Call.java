package dev.presgen.orchestrator.cli;

import dev.presgen.orchestrator.cli.client.FakeService;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One call of the command line, as somebody at a terminal sees it. */
record Call(int code, String out, String err) {

  /** Calls a command against a service, with an API key. */
  static Call of(FakeService service, String... args) {
    return with(service, "", args);
  }

  /** The same with something on standard input. */
  static Call with(FakeService service, String input, String... args) {
    return in(
        Map.of("PRESGEN_URL", service.url().toString(), "PRESGEN_API_KEY", "secret"), input, args);
  }

  /** Calls a command in these surroundings. */
  static Call in(Map<String, String> environment, String input, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var session =
        new Session(
            new HashMap<>(environment),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            false);
    var code = Presgen.execute(session, args);
    return new Call(code, out.toString(), err.toString());
  }
}
