package dev.holdfast.control.desk;

import dev.holdfast.core.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the clock that everything goes by, the store's, against two others: this machine's clock
/// on the wall, and its steady one, which nobody sets.
///
/// A clock that is set loses no instant and repeats none, because each job knows what it has
/// accounted for. But clocks are often set twice, wrongly and then right: after a step nothing is
/// woken until the clock has gone on steadily for a while, which is short enough for an instant to
/// start on time all the same. An offset between store and wall only matters to people, who compare
/// times, so that it is told and nothing waits for it.
public final class ClockWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

  /// Well below the minute within which an instant is on time.
  static final Duration SETTLING = Duration.ofSeconds(15);

  private static final long EVER_DAYS = 3_650_000;

  private final Duration tolerance;
  private final Instant ledgerEnd;
  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private volatile Look last;

  /// @param step how far the store's clock was set in the latest step beyond the tolerance
  /// @param settledNanos until when nothing is woken
  private record Look(
      Instant store, long nanos, Duration offset, Duration step, long settledNanos) {}

  /// @param tolerance smaller differences are no matter
  /// @param ledgerEnd when the ledger's last entry was made, where that was by the same clock; else
  ///   [Instant#EPOCH]
  /// @param nanoTime as [System#nanoTime]
  public ClockWatch(
      Duration tolerance, Instant ledgerEnd, InstantSource wall, LongSupplier nanoTime) {
    this.tolerance = tolerance;
    this.ledgerEnd = ledgerEnd;
    this.wall = wall;
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    this.last = new Look(Instant.EPOCH, now, Duration.ZERO, Duration.ZERO, now);
  }

  /// For clocks that are set on purpose: whatever they do is right.
  public static ClockWatch none() {
    return new ClockWatch(Duration.ofDays(EVER_DAYS), Instant.EPOCH, () -> Instant.EPOCH, () -> 0);
  }

  /// It is this time at the store now. Comes from the desk's thread alone.
  void observe(Instant store) {
    long nanos = nanoTime.getAsLong();
    var before = last;
    var step =
        before.store().equals(Instant.EPOCH)
            ? Duration.ZERO
            : Duration.between(before.store().plusNanos(nanos - before.nanos()), store);
    boolean stepped = isBeyond(step);
    last =
        new Look(
            store,
            nanos,
            Duration.between(store, wall.instant()),
            stepped ? step : before.step(),
            stepped ? nanos + SETTLING.toNanos() : before.settledNanos());
    if (stepped) {
      log(stepped(step));
    }
  }

  private boolean isBeyond(Duration difference) {
    return difference.abs().compareTo(tolerance) > 0;
  }

  /// How long nothing is to be woken; zero or less when the clock is steady.
  Duration left() {
    var look = last;
    return Duration.ofNanos(look.settledNanos() - nanoTime.getAsLong());
  }

  /// Whether waking waits for the clock to settle.
  public boolean isSettling() {
    return left().isPositive();
  }

  /// How far this machine's clock is ahead of the store's.
  public Duration offset() {
    return last.offset();
  }

  /// How far the store's clock was set forward, or back if negative, in its latest step.
  public Duration step() {
    return last.step();
  }

  /// What is wrong with the clocks at the moment, if anything is.
  public Optional<Diagnostic> complaint() {
    var look = last;
    if (isSettling()) {
      return Optional.of(stepped(look.step()));
    }
    if (isBeyond(look.offset())) {
      return Optional.of(
          new Diagnostic(
              "clock-offset",
              "This machine's clock differs from the store's by " + words(look.offset()) + ".",
              "Everything goes by the store's clock; logs and answers of this node may tell other"
                  + " times.",
              "Let both machines take their time from the same source (NTP)."));
    }
    boolean behind =
        !look.store().equals(Instant.EPOCH) && look.store().plus(tolerance).isBefore(ledgerEnd);
    return behind ? Optional.of(behind(look.store())) : Optional.empty();
  }

  private Diagnostic behind(Instant store) {
    return new Diagnostic(
        "clock-behind",
        "The clock says " + store + ", and the ledger ends at " + ledgerEnd + ".",
        "Jobs do not run again what they have accounted for: they wait until the clock has come"
            + " that far.",
        "Set the clock right if it is wrong; if it was wrong before, wait.");
  }

  private static Diagnostic stepped(Duration step) {
    return new Diagnostic(
        "clock-stepped",
        "The clock was set "
            + (step.isNegative() ? "back" : "forward")
            + " by "
            + words(step)
            + ", or this machine stood still.",
        "Nothing is woken for " + SETTLING.toSeconds() + " s, in case it is set once more.",
        "Nothing has to be done if the time is right now; see that clocks are slewed, not set.");
  }

  private static String words(Duration difference) {
    return difference.abs().toMillis() + " ms";
  }

  private static void log(Diagnostic diagnostic) {
    LOG.atWarn()
        .setMessage("clock.stepped")
        .addKeyValue("code", diagnostic.code())
        .addKeyValue("cause", diagnostic.cause())
        .addKeyValue("impact", diagnostic.impact())
        .addKeyValue("remediation", diagnostic.nextAction())
        .log();
  }
}
