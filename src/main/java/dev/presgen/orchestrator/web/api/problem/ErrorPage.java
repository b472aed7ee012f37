package dev.presgen.orchestrator.web.api.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells of what went wrong outside of any controller, such as in a filter. */
@Hidden
@RestController
final class ErrorPage implements ErrorController {

  private final ProblemWriter writer;

  ErrorPage(ProblemWriter writer) {
    this.writer = writer;
  }

  @RequestMapping("${server.error.path:${error.path:/error}}")
  void tell(HttpServletRequest request, HttpServletResponse response) throws IOException {
    writer.write(response, problem(request), Map.of());
  }

  private static Problem problem(HttpServletRequest request) {
    var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status)
        || status == 404) {
      return Paths.unknown(String.valueOf(path == null ? request.getRequestURI() : path));
    }
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable bug
        ? Incidents.of(request.getMethod(), String.valueOf(path), bug)
        : Paths.ofStatus(status);
  }
}
