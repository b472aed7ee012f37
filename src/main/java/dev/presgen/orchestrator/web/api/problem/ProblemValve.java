package dev.presgen.orchestrator.web.api.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells of what Tomcat refuses before it looks for anybody to answer, such as a path that cannot be
 * decoded. Tomcat makes it from its name.
 */
public final class ProblemValve extends ErrorReportValve {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    var body =
        MAPPER.writeValueAsString(Paths.ofStatus(status, String.valueOf(request.getRequestURI())));
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      var writer = response.getReporter();
      if (writer != null) {
        writer.write(body);
        response.finishResponse();
      }
    } catch (IOException gone) {
      getContainer().getLogger().debug("nobody is left to tell of status " + status, gone);
    }
  }
}
