package dev.presgen.orchestrator.runtime.jdbc;

import java.nio.charset.StandardCharsets;

/** What the codec writes, for tests that stand outside of this package. */
public final class Written {

  private static final Codec CODEC = new Codec();

  private Written() {}

  /** The bytes that are stored of a value. */
  public static byte[] of(Object value) {
    return CODEC.write(value).getBytes(StandardCharsets.UTF_8);
  }
}
