package dev.presgen.orchestrator.bench;

import java.util.List;

/**
 * A part of the document.
 *
 * @param name of the part, by which it can be measured alone
 * @param text Markdown below its title
 */
record Section(String name, String title, String text, List<Target> targets) {

  /**
   * A figure that ought to be reached.
   *
   * @param wanted with its unit
   * @param measured with its unit
   */
  record Target(String what, String wanted, String measured, boolean met) {

    static Target atMost(String what, double most, double measured, String unit) {
      return new Target(
          what,
          "at most " + Figures.number(most) + unit,
          Figures.number(measured) + unit,
          measured <= most);
    }

    static Target atLeast(String what, double least, double measured, String unit) {
      return new Target(
          what,
          "at least " + Figures.number(least) + unit,
          Figures.number(measured) + unit,
          measured >= least);
    }

    String row() {
      return "| " + what + " | " + wanted + " | " + measured + " | " + (met ? "yes" : "**no**")
          + " |";
    }
  }

  /** Something that is measured. */
  interface Part {
    Section measure(Lab lab) throws Exception;
  }
}
