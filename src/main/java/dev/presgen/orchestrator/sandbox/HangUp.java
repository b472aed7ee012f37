package dev.presgen.orchestrator.sandbox;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Closes connections in the middle of a call: no servlet can, so the server itself is told. */
@Component
@SandboxOnly
public class HangUp implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  private static final String ATTRIBUTE = HangUp.class.getName();

  /** Ends the connection of this request as soon as the servlets are through; what was not sent never is. */
  public static void after(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, true);
  }

  @Override
  public void customize(ConfigurableTomcatWebServerFactory server) {
    server.addEngineValves(new Closing());
  }

  private static final class Closing extends ValveBase {
    private Closing() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      getNext().invoke(request, response);
      if (request.getAttribute(ATTRIBUTE) != null) {
        response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
      }
    }
  }
}
