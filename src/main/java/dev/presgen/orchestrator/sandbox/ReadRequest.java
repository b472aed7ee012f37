package dev.presgen.orchestrator.sandbox;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request whose body has been read, and unpacked where it was packed. */
public final class ReadRequest extends HttpServletRequestWrapper {

  private static final String LENGTH = "Content-Length";
  private static final String ATTRIBUTE = ReadRequest.class.getName();

  private final ByteArrayInputStream body;
  private final int length;

  ReadRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = new ByteArrayInputStream(body);
    this.length = body.length;
    setAttribute(ATTRIBUTE, body);
  }

  /** The whole body as text, whether somebody has read it or not; empty where it was not read. */
  public static String text(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof byte[] body
        ? new String(body, StandardCharsets.UTF_8)
        : "";
  }

  /** Google's Java clients send PATCH as POST with this header, because the JDK's own client knows no PATCH. */
  @Override
  public String getMethod() {
    var override = getHeader("X-HTTP-Method-Override");
    return override != null && super.getMethod().equals("POST") ? override : super.getMethod();
  }

  // Whoever reads the body reads as much as these say, and the header tells the packed length.
  @Override
  public int getContentLength() {
    return length;
  }

  @Override
  public long getContentLengthLong() {
    return length;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isLength(name) ? String.valueOf(length) : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isLength(name)
        ? Collections.enumeration(List.of(String.valueOf(length)))
        : super.getHeaders(name);
  }

  private boolean isLength(String header) {
    return header.equalsIgnoreCase(LENGTH) && super.getHeader(header) != null;
  }

  @Override
  public ServletInputStream getInputStream() {
    return new ServletInputStream() {
      @Override
      public int read() {
        return body.read();
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        return body.read(target, offset, length);
      }

      @Override
      public boolean isFinished() {
        return body.available() == 0;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException("bodies are read at once");
      }
    };
  }
}
