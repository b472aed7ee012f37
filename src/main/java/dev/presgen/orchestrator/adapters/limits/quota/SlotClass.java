package dev.presgen.orchestrator.adapters.limits.quota;

/** A service that does only so many things at a time. */
public enum SlotClass {
  CORE("core", "PresGen Core"),
  AVATAR("avatar", "PresGen Avatar"),
  AGENT("agent", "the agent service");

  private final String id;
  private final String title;

  SlotClass(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The name in settings and metrics. */
  public String id() {
    return id;
  }

  /** The name for a person: what is waited for. */
  public String title() {
    return title;
  }

  /** The setting that limits it. */
  public String setting() {
    return "presgen.limits." + id + ".concurrent";
  }
}
