package dev.holdfast.core.scheduling;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import java.time.Duration;
import java.time.Instant;

/// The number that everything about one moment of one job bears. It is made from the job's number
/// and the moment, so the same moment cannot happen twice, on any node: instant, run, task and
/// message are inserted under it.
///
/// Layout, from the highest bit: 32 bits of seconds since 2020, 27 bits of the job's number, 4 bits
/// of use.
public record Slot(long key) {
  /// The most jobs that there can ever be.
  public static final long JOBS_MAX = (1L << 27) - 1;

  private static final long ERA = 1_577_836_800L;
  private static final long ERA_SECONDS = 1L << 32;
  private static final int SECONDS_SHIFT = 31;
  private static final int NUMBER_SHIFT = 4;
  private static final int ALERT = 2;
  private static final int NOTE = 3;

  /// What the moment is used for; the numbers between belong to the messages about it.
  public enum Use {
    SCHEDULED(0),
    BY_HAND(4),
    LAPSE(8),
    CLOSING(12);

    private final int offset;

    Use(int offset) {
      this.offset = offset;
    }
  }

  /// @throws IllegalArgumentException when the job's number or the moment is out of range
  public static Slot of(long job, Instant nominal, Use use) {
    long seconds = nominal.getEpochSecond() - ERA;
    if (job <= 0 || job > JOBS_MAX || seconds < 0 || seconds >= ERA_SECONDS) {
      throw new IllegalArgumentException("no slot for job " + job + " at " + nominal);
    }
    return new Slot(seconds << SECONDS_SHIFT | job << NUMBER_SHIFT | use.offset);
  }

  /// The first moment that may be asked for: slots of the first year are as small as numbers that
  /// the ledger hands out.
  public static Instant earliest() {
    return Instant.ofEpochSecond(ERA).plus(Duration.ofDays(366));
  }

  /// The last moment that has a number.
  public static Instant latest() {
    return Instant.ofEpochSecond(ERA + ERA_SECONDS - 1);
  }

  /// The moment that it was made from; of instants that lapsed together, the first.
  public Instant nominal() {
    return Instant.ofEpochSecond(ERA + (key >>> SECONDS_SHIFT));
  }

  public StreamId as(Kind kind) {
    return new StreamId(kind, key);
  }

  /// The message that says that something is wrong.
  public StreamId alert() {
    return new StreamId(Kind.DELIVERY, key + ALERT);
  }

  /// The message that says that it is right again.
  public StreamId note() {
    return new StreamId(Kind.DELIVERY, key + NOTE);
  }
}
