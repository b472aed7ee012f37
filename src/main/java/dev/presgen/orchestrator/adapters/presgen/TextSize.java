package dev.presgen.orchestrator.adapters.presgen;

/**
 * How large the text of a slide is, and how much of it finds room: measured on the text box of an
 * empty presentation's layout, 648 by 356 points, with a letter half as wide as it is high.
 */
enum TextSize {
  LARGE(20, 11, 58),
  MEDIUM(16, 15, 74),
  SMALL(12, 21, 98),
  TINY(10, 26, 118);

  private final double points;
  private final int lines;
  private final int letters;

  TextSize(double points, int lines, int letters) {
    this.points = points;
    this.lines = lines;
    this.letters = letters;
  }

  double points() {
    return points;
  }

  /** How many lines a slide has. */
  int lines() {
    return lines;
  }

  /** How many lines a text takes. */
  int linesOf(String text) {
    return Math.max(1, Math.ceilDiv(text.length(), letters));
  }

  /** As much of a text as a slide has room for. */
  String cut(String text) {
    int most = lines * letters;
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }

  /** The size of a title in points: it has a box of its own, 648 by 90. */
  static double ofTitle(String title) {
    return title.length() <= 80 ? 28 : title.length() <= 180 ? 20 : 14;
  }
}
