package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a node and PostgreSQL and breaks chosen connections at chosen statements. Those
 * must be sent with their words, as they are with {@code prepareThreshold=0}.
 */
final class BrokenLine implements AutoCloseable {

  /** What becomes of the statement at which a connection breaks. */
  enum Break {
    /** The server never sees it. */
    BEFORE,
    /** The server does it, and nobody hears of it. */
    AFTER,
    /** The server does it after the client has given up. */
    LATE
  }

  /**
   * Breaks a connection once.
   *
   * @param number tells it from the same plan made before
   * @param since the statement that tells the connection from others
   * @param at the statement at which it breaks, the same one or a later one
   */
  private record Plan(int number, String since, String at, Break how) {}

  /** How the server ends what it says: it is ready for the next statement, outside a transaction. */
  private static final byte[] READY = {'Z', 0, 0, 0, 5, 'I'};

  private static final int LATE_MILLIS = 100;

  private final int server;
  private final ServerSocket entry;
  private final Set<Pair> open = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Optional<Plan>> plan = new AtomicReference<>(Optional.empty());
  private final AtomicInteger plans = new AtomicInteger();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean down;
  private volatile boolean mute;

  /** The two ends of a connection. */
  private record Pair(Socket client, Socket server) {
    void close() {
      for (var socket : new Socket[]{client, server}) {
        try {
          socket.close();
        } catch (IOException gone) {
          throw new IllegalStateException(gone);
        }
      }
    }
  }

  /** A line to the shared server. */
  BrokenLine() {
    this.server = PostgresServer.shared().port();
    try {
      this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** What leads a node through here to the database of a folder. */
  List<String> settings(Path folder) {
    return List.of(
        "--presgen.data-dir=" + folder,
        "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + entry.getLocalPort() + "/"
            + PostgresServer.shared().name(folder) + "?prepareThreshold=0",
        "--spring.datasource.username=postgres");
  }

  /** Breaks the next connection that says both. */
  void breakOnce(String since, String at, Break how) {
    plan.set(Optional.of(new Plan(plans.incrementAndGet(), since, at, how)));
  }

  /** How often a connection was broken at its statement. */
  int broken() {
    return count.get();
  }

  /** Nothing gets through any more. */
  void down() {
    down = true;
    open.forEach(Pair::close);
  }

  /** Whatever is said from now on vanishes, and nobody is told. */
  void mute() {
    mute = true;
  }

  /** What is connected from now on gets through. */
  void up() {
    down = false;
    mute = false;
  }

  @Override
  public void close() throws IOException {
    down();
    entry.close();
  }

  private void accept() {
    while (!entry.isClosed()) {
      try {
        connect(entry.accept());
      } catch (IOException over) {
        assertThat(entry.isClosed() || down).as("the server answers").isTrue();
      }
    }
  }

  private void connect(Socket client) throws IOException {
    if (down) {
      client.close();
      return;
    }
    var pair = new Pair(client, new Socket(InetAddress.getLoopbackAddress(), server));
    open.add(pair);
    if (down) {
      // It went down after the first look, and may have closed all that was open then.
      pair.close();
      return;
    }
    Thread.ofVirtual().start(() -> new Connection(pair).run());
  }

  /** Passes on what is said, both ways. */
  private final class Connection {
    private final Pair pair;
    private volatile boolean deaf;
    private final CountDownLatch heard = new CountDownLatch(1);
    private Optional<Plan> planned = Optional.empty();
    private String said = "";
    private volatile boolean dead;

    Connection(Pair pair) {
      this.pair = pair;
    }

    void run() {
      Thread.ofVirtual().start(this::answers);
      try {
        questions(pair.client().getInputStream(), pair.server().getOutputStream());
      } catch (IOException | InterruptedException over) {
        heard.countDown();
      } finally {
        open.remove(pair);
        pair.close();
      }
    }

    private void questions(InputStream in, OutputStream out)
        throws IOException, InterruptedException {
      var buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (mute) {
          dead = true;
        }
        if (dead) {
          continue;
        }
        var now = plan.get();
        if (!now.equals(planned)) {
          planned = now;
          said = "";
        }
        said += new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        var hit = planned.filter(it -> isAt(it, said));
        if (hit.isPresent() && plan.compareAndSet(hit, Optional.empty())) {
          count.incrementAndGet();
          broken(hit.get().how(), out, Arrays.copyOf(buffer, read));
          return;
        }
        out.write(buffer, 0, read);
      }
    }

    private static boolean isAt(Plan plan, String said) {
      int since = said.lastIndexOf(plan.since());
      return since >= 0 && said.indexOf(plan.at(), since) >= 0;
    }

    private void broken(Break how, OutputStream out, byte[] question)
        throws IOException, InterruptedException {
      switch (how) {
        case BEFORE -> pair.client().close();
        case AFTER -> {
          deaf = true;
          out.write(question);
          heard.await(10, TimeUnit.SECONDS);
        }
        case LATE -> {
          deaf = true;
          pair.client().close();
          // A line has no clock of its own: this is how slow it is.
          heard.await(LATE_MILLIS, TimeUnit.MILLISECONDS);
          out.write(question);
          heard.await(10, TimeUnit.SECONDS);
        }
      }
    }

    private void answers() {
      var buffer = new byte[1 << 16];
      try {
        var in = pair.server().getInputStream();
        var out = pair.client().getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (dead) {
            continue;
          }
          if (!deaf) {
            out.write(buffer, 0, read);
          } else if (read >= READY.length
              && Arrays.equals(Arrays.copyOfRange(buffer, read - READY.length, read), READY)) {
            heard.countDown();
          }
        }
      } catch (IOException over) {
        heard.countDown();
      } finally {
        pair.close();
      }
    }
  }
}
