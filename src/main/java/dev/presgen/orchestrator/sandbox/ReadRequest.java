package dev.presgen.orchestrator.sandbox;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;

/** A request whose body has been read, and unpacked where it was packed. */
final class ReadRequest extends HttpServletRequestWrapper {

  private final ByteArrayInputStream body;

  ReadRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = new ByteArrayInputStream(body);
  }

  /** Google's Java clients send PATCH as POST with this header, because the JDK's own client knows no PATCH. */
  @Override
  public String getMethod() {
    var override = getHeader("X-HTTP-Method-Override");
    return override != null && super.getMethod().equals("POST") ? override : super.getMethod();
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
