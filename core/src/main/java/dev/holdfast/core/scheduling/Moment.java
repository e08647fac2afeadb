package dev.holdfast.core.scheduling;

import java.time.Instant;

/// One moment of a job that is run, and why.
///
/// @param nominal the moment that it is for, in whole seconds
public record Moment(Instant nominal, Cause cause) {
  /// No moment.
  public static final Moment NONE = new Moment(Instant.EPOCH, Cause.SCHEDULE);

  /// The number of everything about it.
  ///
  /// @param job the job's number
  public Slot slot(long job) {
    return Slot.of(job, nominal, cause.use());
  }

  public boolean isNone() {
    return equals(NONE);
  }
}
