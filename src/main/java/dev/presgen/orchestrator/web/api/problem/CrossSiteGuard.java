package dev.presgen.orchestrator.web.api.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps web pages of others from speaking through the browser of somebody on this machine.
 *
 * <ul>
 *   <li>A service that listens on loopback is called by a loopback name or address: a page whose
 *       own name was made to point to this machine (DNS rebinding) still sends that name as {@code
 *       Host}.
 *   <li>What changes something must not come from another origin, as browsers tell by {@code
 *       Sec-Fetch-Site} or {@code Origin}. Programs send neither.
 *   <li>Bodies of the types that a page may send to anybody unasked (forms and plain text) are not
 *       read below {@code /api}.
 * </ul>
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class CrossSiteGuard extends OncePerRequestFilter {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OWN = Set.of("same-origin", "none");
  private static final Set<String> SENT_UNASKED =
      Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

  private final boolean onLoopback;
  private final ProblemWriter writer;

  CrossSiteGuard(ServerProperties server, ProblemWriter writer) {
    this.onLoopback =
        Optional.ofNullable(server.getAddress()).map(InetAddress::isLoopbackAddress).orElse(false);
    this.writer = writer;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (onLoopback && !isLoopback(request.getServerName())) {
      refuse(
          response,
          "HOST_NOT_ALLOWED",
          "The service listens on this machine only: call it as localhost or 127.0.0.1.");
    } else if (!SAFE.contains(request.getMethod()) && comesFromElsewhere(request)) {
      refuse(
          response,
          "CROSS_SITE",
          "A page of another site may not change anything here.");
    } else if (request.getRequestURI().startsWith("/api/") && isSentUnasked(request)) {
      var refused = RequestRefused.contentType(request.getContentType(), "application/json");
      writer.write(response, refused.problem(), refused.headers());
    } else {
      chain.doFilter(request, response);
    }
  }

  private void refuse(HttpServletResponse response, String code, String detail)
      throws IOException {
    writer.write(response, Problem.of(HttpStatus.FORBIDDEN, code, detail), Map.of());
  }

  private static boolean isLoopback(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  private static boolean comesFromElsewhere(HttpServletRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OWN.contains(site);
    }
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && !authority(origin).equalsIgnoreCase(request.getHeader("Host"));
  }

  private static String authority(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getRawAuthority()).orElse("");
    } catch (IllegalArgumentException none) {
      return "";
    }
  }

  private static boolean isSentUnasked(HttpServletRequest request) {
    var type = Optional.ofNullable(request.getContentType()).orElse("");
    return SENT_UNASKED.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }
}
