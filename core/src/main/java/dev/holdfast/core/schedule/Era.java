package dev.holdfast.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The stretch of time that schedules live in, in seconds since 1970. Outside of it there are no
/// instants; asking from outside is asking from its edge.
final class Era {
  /// The longest wait that the calendar knows: from the fifth Monday of one February to that of
  /// another across a year that ends a century without being a leap year, forty years. Who finds
  /// nothing within that finds nothing ever.
  static final long HORIZON = Duration.ofDays(41 * 366).toSeconds();

  static final long FIRST = 0;
  static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /// Stands for "no such second".
  static final long NONE = Long.MIN_VALUE;

  private Era() {}

  /// The last whole second not after an instant, moved to the edge where it is outside.
  static long second(Instant at) {
    return Math.clamp(at.getEpochSecond(), FIRST - 1, LAST);
  }

  /// The first whole second not before an instant, moved to the edge where it is outside.
  static long secondNotBefore(Instant at) {
    return Math.clamp(at.getEpochSecond() + (isWhole(at) ? 0 : 1), FIRST, LAST);
  }

  static boolean isWhole(Instant at) {
    return at.equals(at.truncatedTo(ChronoUnit.SECONDS));
  }

  static boolean isWhole(Duration time) {
    return time.equals(time.truncatedTo(ChronoUnit.SECONDS));
  }

  static boolean holds(Instant at) {
    return at.getEpochSecond() >= FIRST && at.getEpochSecond() <= LAST;
  }

  static Optional<Instant> instant(long second) {
    return second == NONE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(second));
  }
}
