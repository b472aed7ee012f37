package dev.presgen.orchestrator.web.api.problem;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What Tomcat is told so that its own refusals are problems too and reach the caller. */
@Component
final class TomcatSettings implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  /**
   * How much of a refused body is still read, in bytes: a client that is cut off while it sends
   * never sees the answer. More than that is not worth the traffic.
   */
  private static final int SWALLOWED_MAX = 16 * 1024 * 1024;

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addConnectorCustomizers(
        connector -> connector.setProperty("maxSwallowSize", String.valueOf(SWALLOWED_MAX)));
    factory.addContextCustomizers(
        context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ProblemValve.class.getName());
          }
        });
  }
}
