package dev.presgen.orchestrator.web.api.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where the next page of a list begins, as callers hold it. It carries a checksum over the list and
 * its filters, so that one of another list, or a damaged one, is recognized. The checksum is no
 * secret: who takes the trouble can make one up, so that a place must be read with care.
 */
public final class Cursor {

  private static final int CHECK_BYTES = 8;

  private final String list;

  /**
   * The cursors of a list.
   *
   * @param list its name and filters; anything that is the same for all its pages
   */
  public Cursor(String list) {
    this.list = list;
  }

  /** What callers are given for a place in the list. */
  public String seal(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((check(place) + place).getBytes(StandardCharsets.UTF_8));
  }

  /** The place; nothing when the cursor is of another list, or damaged. */
  public Optional<String> open(String sealed) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(sealed), StandardCharsets.UTF_8);
      var place = text.substring(Math.min(text.length(), 2 * CHECK_BYTES));
      return Optional.of(place).filter(p -> seal(p).equals(sealed));
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }

  private String check(String place) {
    var hash = Call.sha256(list + "\n" + place);
    return HexFormat.of().formatHex(Arrays.copyOf(hash, CHECK_BYTES));
  }
}
