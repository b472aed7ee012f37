package dev.presgen.orchestrator.sandbox;

/** In which order calls are judged before a stand-in sees them; the smaller comes first. */
public final class CheckOrder {

  /** Who calls. */
  public static final int TOKEN = 10;

  /** What is wrong for everybody. */
  public static final int ACCESS = 15;

  /** How much was used. */
  public static final int QUOTA = 20;

  /** What was asked to go wrong. */
  public static final int FAULT = 30;

  /** The query. */
  public static final int PARAMETERS = 40;

  private CheckOrder() {}
}
