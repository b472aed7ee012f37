package dev.presgen.orchestrator.adapters.limits.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
public final class MovedClock implements InstantSource {
  private Instant now = Instant.parse("2026-11-02T09:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  public synchronized void move(Duration by) {
    now = now.plus(by);
  }

  synchronized void moveTo(Instant to) {
    now = to;
  }
}
