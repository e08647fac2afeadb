package dev.holdfast.core.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// When a job that asks models has nobody who listens: so long after a person last touched it, or
/// wrote on the channel that it speaks to.
///
/// @param after zero for never
/// @param except the jobs that may go on unheard, by name
public record Idle(Duration after, Set<String> except) {
  public static final Idle NEVER = new Idle(Duration.ZERO, Set.of());

  /// Whether it counts for this job at all.
  public boolean concerns(String job) {
    return !after.isZero() && !except.contains(job);
  }

  /// @param last when somebody was there
  public boolean isOver(Instant last, Instant now) {
    return !now.isBefore(last.plus(after));
  }
}
