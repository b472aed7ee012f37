package dev.presgen.orchestrator.adapters.limits;

import java.util.List;

/**
 * Looks whether an outside service could be used, and says in plain words what is missing. Makes
 * and changes nothing outside; takes no longer than the time-outs of its calls allow.
 */
public interface SelfCheck {

  /** How it stands with one thing that must be right. */
  enum Verdict {
    WELL,
    /** Not needed or not set up; runs go on without it. */
    ABSENT,
    /** Runs that need it cannot go on. */
    BROKEN
  }

  /**
   * One thing that was looked at.
   *
   * @param subject what, such as {@code Google Forms API}; unique among the findings of all checks
   * @param verdict how it stands
   * @param detail what was found, for a person; without secrets and personal data
   * @param whatToDo what a person can do about it; empty where it is well
   */
  record Finding(String subject, Verdict verdict, String detail, String whatToDo) {}

  /** What is looked at, in a person's words, such as {@code Database}: for when it tells nothing. */
  String subject();

  /** Looks now. At most 20 findings, in the order in which a person would mend them. */
  List<Finding> look();
}
