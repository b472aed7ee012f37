package dev.presgen.orchestrator.sandbox;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * What every API of the stand-ins has in common: bodies may be gzipped, are limited to {@value #BODY_MAX} bytes, and
 * each call is recorded before its answer leaves. Pages for people are not API calls.
 */
@Component
@SandboxOnly
public class CallFilter extends OncePerRequestFilter {

  /** Above the 9 MB that a live spreadsheet has been seen to accept. */
  static final int BODY_MAX = 12_000_000;

  private static final List<String> APIS =
      List.of(
          "/sandbox/google/v1/",
          "/sandbox/google/v4/",
          "/sandbox/google/drive/v3/",
          "/sandbox/google/upload/",
          "/sandbox/google/download/",
          "/sandbox/google/token",
          "/sandbox/core/",
          "/sandbox/avatar/",
          "/sandbox/slack/");

  /** The paths of all APIs, for whoever looks at calls. */
  public static final List<String> PATTERNS =
      APIS.stream().map(api -> api.endsWith("/") ? api + "**" : api).toList();

  private final CallTable calls;
  private final List<Operations> operations;

  CallFilter(CallTable calls, List<Operations> operations) {
    this.calls = calls;
    this.operations = List.copyOf(operations);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    var path = path(request);
    return APIS.stream().noneMatch(path::startsWith);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var at = Moments.now();
    var answer = new ContentCachingResponseWrapper(response);
    var method = request.getMethod();
    var isAnswered = false;
    try {
      var body = body(request);
      if (body.length > BODY_MAX) {
        answer.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      } else {
        var read = new ReadRequest(request, body);
        method = read.getMethod();
        operation(method, path(request)).ifPresent(known -> known.putInto(read));
        chain.doFilter(read, answer);
      }
      isAnswered = true;
    } catch (ZipException e) {
      isAnswered = true;
      answer.sendError(HttpServletResponse.SC_BAD_REQUEST, "The body is not gzip.");
    } finally {
      if (!isAnswered) {
        answer.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      }
      var delivery = Delivery.of(request);
      calls.add(new CallTable.Call(method, path(request), delivery.status(answer.getStatus()), at));
      delivery.deliver(request, answer, response);
    }
  }

  private Optional<Operation> operation(String method, String path) {
    return operations.stream().flatMap(known -> known.find(method, path).stream()).findFirst();
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    InputStream in = request.getInputStream();
    if ("gzip".equalsIgnoreCase(request.getHeader("Content-Encoding"))) {
      in = new GZIPInputStream(in);
    }
    return in.readNBytes(BODY_MAX + 1);
  }

  /** Below the context path. */
  public static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }
}
