package dev.presgen.orchestrator.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Identifiers in the shapes that the real services use. */
public final class Ids {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int CHECK_LENGTH = 6;

  private Ids() {}

  /** URL-safe, of the given length, unguessable from 20 characters on. */
  public static String random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).substring(0, length);
  }

  /** 44 characters, as Google gives to forms, spreadsheets and presentations. */
  public static String document() {
    return "1" + random(43);
  }

  /** 33 characters, for folders and other files; {@link #isPregenerated} recognises it. */
  public static String file() {
    var start = "1" + random(32 - CHECK_LENGTH);
    return start + check(start);
  }

  /** Whether {@link #file} made this id; saves a table of ids that were handed out and never used. */
  public static boolean isPregenerated(String id) {
    if (id.length() != 33) {
      return false;
    }
    var start = id.substring(0, id.length() - CHECK_LENGTH);
    return id.equals(start + check(start));
  }

  /** Eight hexadecimal digits, as items and questions of a form have. */
  public static String hex() {
    return HexFormat.of().toHexDigits(RANDOM.nextInt());
  }

  /** A sheet, chart or table number: positive and never 0. */
  public static int number() {
    return 1 + RANDOM.nextInt(Integer.MAX_VALUE - 1);
  }

  /** The number of a Google account: 20 digits, always the same for the same address. */
  public static String account(String email) {
    var digits = new StringBuilder();
    for (var part : sha256(email)) {
      digits.append(Math.floorMod(part, 10));
    }
    return digits.substring(0, 20);
  }

  private static String check(String start) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(sha256(start))
        .substring(0, CHECK_LENGTH);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
