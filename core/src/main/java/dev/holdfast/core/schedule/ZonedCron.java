package dev.holdfast.core.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/// Where a cron's local minutes lie on the line of instants.
///
/// The line falls into stretches between the zone's transitions. Within a stretch the clock on the
/// wall runs evenly, so a search there is one of [CronFields]; the choices about gaps and overlaps
/// are made where two stretches meet. Seconds are counted from 1970, in UTC unless called local.
final class ZonedCron {
  private static final int MINUTE = 60;

  /// More than the clocks of any two zones are apart, so that a search may jump this close to a
  /// local time without knowing the zone's transitions before it.
  private static final long APART = 2 * 24 * 60 * MINUTE;

  private final CronFields fields;
  private final ZoneRules rules;
  private final Gap gap;
  private final OverlapHour overlapHour;

  ZonedCron(Schedule.Cron cron) {
    this.fields = cron.fields();
    this.rules = cron.zone().getRules();
    this.gap = cron.gap();
    this.overlapHour = cron.overlapHour();
  }

  /// The first instant after that second.
  long next(long after) {
    long limit = Math.min(after + Era.HORIZON, Era.LAST);
    long limitMinute = minute(limit + APART);
    long at = after;
    int offset = offset(at);
    long from = Math.max(minute(at + offset) + 1, unseen(startOfStretch(at)));
    long found = fields.first(from, limitMinute);
    while (found != Era.NONE) {
      var end = rules.nextTransition(Instant.ofEpochSecond(at));
      if (end == null || found * MINUTE - offset < end.toEpochSecond()) {
        return orNone(found * MINUTE - offset, limit);
      }
      at = end.toEpochSecond();
      if (isMoved(end, found)) {
        return orNone(at, limit);
      }
      found = fields.first(Math.max(unseen(end), reached(end, found)), limitMinute);
      // Far from the minute that is looked for, nothing can happen.
      at = Math.max(at, found == Era.NONE ? at : found * MINUTE - APART);
      offset = offset(at);
    }
    return Era.NONE;
  }

  private static long orNone(long second, long limit) {
    return second > limit ? Era.NONE : second;
  }

  /// From where on to look after a transition: what was found before it is the next unless the
  /// clocks were set back and everything in the repeated time counts again.
  private long reached(ZoneOffsetTransition start, long found) {
    return start.isOverlap() && overlapHour == OverlapHour.BOTH ? unseen(start) : found;
  }

  /// Whether the first minute after the stretch before lies in the gap and fires behind it.
  private boolean isMoved(ZoneOffsetTransition change, long found) {
    return gap == Gap.NEXT && change.isGap() && found < minuteNotBefore(change.getDateTimeAfter());
  }

  /// The last instant not after `until` and not before `floor`.
  long latest(long until, long floor) {
    long lowest = Math.max(floor, until - Era.HORIZON);
    long lowestMinute = minute(lowest - APART);
    long at = until;
    while (at >= lowest) {
      int offset = offset(at);
      long found = fields.last(lowestMinute, minute(at + offset));
      var start = startOfStretch(at);
      if (found != Era.NONE && found >= unseen(start)) {
        return found * MINUTE - offset < lowest ? Era.NONE : found * MINUTE - offset;
      }
      // Behind an overlap the clock had already seen later minutes than the one it began with.
      if (start == null || (found == Era.NONE && !start.isOverlap())) {
        return Era.NONE;
      }
      if (found >= minuteNotBefore(start.getDateTimeBefore()) && isMoved(start, found)) {
        return start.toEpochSecond() < lowest ? Era.NONE : start.toEpochSecond();
      }
      at = stretchBefore(start, found);
    }
    return Era.NONE;
  }

  /// Where to go on looking back from the beginning of a stretch, when the last minute that its
  /// clock had seen was `found`: the stretch before, or close to that minute. Before an overlap the
  /// clock had seen more.
  private static long stretchBefore(ZoneOffsetTransition start, long found) {
    long end = start.toEpochSecond() - 1;
    return start.isOverlap() ? end : Math.min(end, found * MINUTE + APART);
  }

  /// How many instants lie after the one and not after the other, as far as is asked for.
  long count(long after, long until, long enough) {
    long count = 0;
    long at = after;
    long from = Math.max(minute(at + offset(at)) + 1, unseen(startOfStretch(at)));
    while (at <= until && count < enough) {
      var end = rules.nextTransition(Instant.ofEpochSecond(at));
      long last = end == null ? until : Math.min(until, end.toEpochSecond() - 1);
      count += fields.count(from, minute(last + offset(at)));
      if (end == null || end.toEpochSecond() > until) {
        return count;
      }
      count += movedAlone(end) ? 1 : 0;
      from = unseen(end);
      at = end.toEpochSecond();
    }
    return count;
  }

  /// Whether minutes are moved to the end of a gap where nothing would fire by itself.
  private boolean movedAlone(ZoneOffsetTransition change) {
    return gap == Gap.NEXT && missing(change) > 0 && !firesByItself(change);
  }

  /// How many minutes of the set a transition leaves out.
  long missing(ZoneOffsetTransition change) {
    return change.isGap()
        ? fields.count(
            minuteNotBefore(change.getDateTimeBefore()),
            minuteNotBefore(change.getDateTimeAfter()) - 1)
        : 0;
  }

  /// Whether the first instant after a transition is in the set on the clock of the wall.
  boolean firesByItself(ZoneOffsetTransition change) {
    var local = change.getDateTimeAfter();
    return local.getSecond() == 0 && fields.has(minuteNotBefore(local));
  }

  private int offset(long second) {
    return rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
  }

  /// The transition that began the stretch which a second lies in; null where the zone never had
  /// one before.
  private @Nullable ZoneOffsetTransition startOfStretch(long second) {
    return rules.previousTransition(Instant.ofEpochSecond(second + 1));
  }

  /// The first local minute that counts in a stretch: the repeated ones of an overlap may not.
  private long unseen(@Nullable ZoneOffsetTransition start) {
    if (start == null) {
      return Long.MIN_VALUE;
    }
    return minuteNotBefore(
        start.isOverlap() && overlapHour == OverlapHour.FIRST
            ? start.getDateTimeBefore()
            : start.getDateTimeAfter());
  }

  private static long minute(long localSecond) {
    return Math.floorDiv(localSecond, MINUTE);
  }

  static long minuteNotBefore(LocalDateTime local) {
    return Math.ceilDiv(local.toEpochSecond(ZoneOffset.UTC), MINUTE);
  }
}
