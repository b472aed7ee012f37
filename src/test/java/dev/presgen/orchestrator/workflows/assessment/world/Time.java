package dev.presgen.orchestrator.workflows.assessment.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that is moved by hand. */
public final class Time implements InstantSource {

  private Instant now = Instant.parse("2026-03-01T09:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  void reach(Instant moment) {
    now = moment.isAfter(now) ? moment : now;
  }
}
