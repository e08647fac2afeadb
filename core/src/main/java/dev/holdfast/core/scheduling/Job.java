package dev.holdfast.core.scheduling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job as it stands.
///
/// @param touched when a person last saved it, had it enabled or ran it
public record Job(
    JobSpec spec,
    Version version,
    Phase phase,
    Cursor cursor,
    Turn turn,
    Preflight preflight,
    Health health,
    Instant touched) {

  public Job {
    touched = orEpoch(touched);
  }

  /// Entries of before it was kept have none.
  private static Instant orEpoch(@Nullable Instant written) {
    return written == null ? Instant.EPOCH : written;
  }

  /// @param number what its slots are made from; never given to another job
  /// @param revision counts the changes, from one
  /// @param fence of its topic, zero when it does not own it; a message under an older one is not
  ///   sent
  public record Version(long number, int revision, Author author, Instant at, long fence) {}

  /// @param at every instant up to this one is accounted for
  /// @param counted how many instants that is, with those that were run by hand or after the fact
  /// @param runs how many of them were run by schedule
  public record Cursor(Instant at, long counted, long runs) {}

  /// @param running the moment whose run goes on, if any
  /// @param waiting the one that waits for it to end, if any
  /// @param backfill what is still to be run of a past range
  public record Turn(Moment running, Moment waiting, Range backfill) {
    public static final Turn FREE = new Turn(Moment.NONE, Moment.NONE, Range.NONE);

    public boolean isFree() {
      return running.isNone();
    }
  }

  /// Moments after one and up to another.
  public record Range(Instant after, Instant until) {
    public static final Range NONE = new Range(Instant.EPOCH, Instant.EPOCH);

    public boolean isNone() {
      return equals(NONE);
    }
  }

  /// A job whose topic was handed over must be saved again before it can do anything.
  boolean ownsTopic() {
    return version.fence() > 0;
  }

  Job in(Phase next) {
    return new Job(spec, version, next, cursor, turn, preflight, health, touched);
  }

  Job at(Cursor next) {
    return new Job(spec, version, phase, next, turn, preflight, health, touched);
  }

  Job with(Turn next) {
    return new Job(spec, version, phase, cursor, next, preflight, health, touched);
  }

  Job with(Preflight next) {
    return new Job(spec, version, phase, cursor, turn, next, health, touched);
  }

  Job with(Health next) {
    return new Job(spec, version, phase, cursor, turn, preflight, next, touched);
  }

  Job touched(Instant at) {
    return new Job(spec, version, phase, cursor, turn, preflight, health, at);
  }

  Job with(Version next) {
    return new Job(spec, next, phase, cursor, turn, preflight, health, touched);
  }
}
