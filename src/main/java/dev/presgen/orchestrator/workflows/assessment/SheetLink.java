package dev.presgen.orchestrator.workflows.assessment;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the id out of a link that somebody has sent. Only the id is ever used, and only with the
 * Sheets API, so nothing else that a link may hold can lead anywhere; it is still read strictly,
 * because whoever sends another link means something else.
 */
final class SheetLink {

  /** What would be right, for a person. */
  static final String EXPECTED =
      "It must be a link to a Google Sheet, such as"
          + " https://docs.google.com/spreadsheets/d/SHEET_ID/edit";

  private static final int LONGEST = 2_000;

  /** Google's ids have 44 characters today and had fewer before; {@code u/1/} names an account. */
  private static final Pattern LINK =
      Pattern.compile(
          "https://docs\\.google\\.com/spreadsheets/(?:u/[0-9]{1,2}/)?d/([A-Za-z0-9_-]{10,100})"
              + "(?:/(?:[A-Za-z0-9_-]{1,40})?)?"
              + "(?:\\?[A-Za-z0-9_.~%=&+-]*)?(?:#[A-Za-z0-9_.~%=&!:+-]*)?");

  private SheetLink() {}

  /** The id of the spreadsheet that a link leads to; nothing when it leads anywhere else. */
  static Optional<String> idIn(String link) {
    if (link.length() > LONGEST) {
      return Optional.empty();
    }
    var parts = LINK.matcher(link);
    return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
  }

  /** Whether a link is the same as another, whatever place within the sheet it leads to. */
  static boolean isSame(String link, String other) {
    return withoutPlace(link).equals(withoutPlace(other));
  }

  private static String withoutPlace(String link) {
    return link.replaceFirst("[?#].*$", "");
  }
}
