package dev.presgen.orchestrator.adapters.limits;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** How much one call has sent and received, over all its tries; what is received is bounded. */
public final class Traffic {
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private volatile Optional<String> place = Optional.empty();

  Traffic() {}

  /** Notes where it goes: host and port, which are no secret, and nothing else of the address. */
  public void goesTo(URI address) {
    int usual = "https".equals(address.getScheme()) ? 443 : 80;
    int port = address.getPort() < 0 ? usual : address.getPort();
    place = Optional.ofNullable(address.getHost()).map(host -> host + ":" + port);
  }

  /** Host and port, where they are known. */
  Optional<String> place() {
    return place;
  }

  /** Notes the size of a request's body as it is before compression. */
  public void sends(long bytes) {
    sent.addAndGet(Math.max(0, bytes));
  }

  /**
   * Reads an answer's body to its end.
   *
   * @param bytesMax the most that is accepted
   * @throws TooLarge when there is more
   */
  public byte[] receive(InputStream body, int bytesMax) throws IOException {
    byte[] bytes = body.readNBytes(bytesMax);
    received.addAndGet(bytes.length);
    if (bytes.length == bytesMax && body.read() >= 0) {
      throw new TooLarge(bytesMax);
    }
    return bytes;
  }

  long sent() {
    return sent.get();
  }

  long received() {
    return received.get();
  }

  /** The answer is larger than anything the service has reason to send. */
  static final class TooLarge extends IOException {
    TooLarge(int bytesMax) {
      super("the answer is larger than " + bytesMax + " bytes");
    }
  }
}
