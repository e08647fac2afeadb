package dev.holdfast.core.schedule;

import dev.holdfast.core.schedule.Occurrence.Remark;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/// Tells the instants of a cron as people look at them.
final class Occurrences {
  private final Schedule.Cron cron;
  private final ZonedCron zoned;
  private final ZoneRules rules;

  private Occurrences(Schedule.Cron cron) {
    this.cron = cron;
    this.zoned = new ZonedCron(cron);
    this.rules = cron.zone().getRules();
  }

  /// @param instants of the schedule, in order, without one left out after `after`
  static List<Occurrence> of(Schedule schedule, List<Instant> instants, Instant after) {
    return switch (schedule) {
      case Schedule.Cron cron -> new Occurrences(cron).of(instants, after);
      case Schedule.Every _ -> instants.stream().map(at -> plain(at, ZoneOffset.UTC)).toList();
      case Schedule.At(_, var offset) -> instants.stream().map(at -> plain(at, offset)).toList();
    };
  }

  private static Occurrence plain(Instant at, ZoneId zone) {
    var local = at.atZone(zone).toOffsetDateTime();
    return new Occurrence(at, local, local.toLocalDateTime(), Remark.ORDINARY, 1);
  }

  private List<Occurrence> of(List<Instant> instants, Instant after) {
    var occurrences = new ArrayList<Occurrence>();
    var before = after;
    for (var at : instants) {
      if (cron.gap() == Gap.SKIP) {
        addSkipped(before, at, occurrences);
      }
      occurrences.add(fired(at));
      before = at;
    }
    return List.copyOf(occurrences);
  }

  private void addSkipped(Instant after, Instant until, List<Occurrence> occurrences) {
    var change = rules.nextTransition(after);
    while (change != null && !change.getInstant().isAfter(until)) {
      if (zoned.missing(change) > 0) {
        occurrences.add(gap(change, Remark.SKIPPED_IN_GAP));
      }
      change = rules.nextTransition(change.getInstant());
    }
  }

  private Occurrence fired(Instant at) {
    var change = rules.previousTransition(at.plusNanos(1));
    if (change != null
        && change.getInstant().equals(at)
        && change.isGap()
        && !zoned.firesByItself(change)) {
      return gap(change, Remark.MOVED_OUT_OF_GAP);
    }
    var local = at.atZone(cron.zone()).toOffsetDateTime();
    var wall = local.toLocalDateTime();
    var offsets = rules.getValidOffsets(wall);
    var remark = Remark.ORDINARY;
    if (offsets.size() > 1) {
      remark =
          offsets.getFirst().equals(local.getOffset()) ? Remark.FIRST_OF_TWO : Remark.SECOND_OF_TWO;
    }
    return new Occurrence(at, local, wall, remark, 1);
  }

  private Occurrence gap(ZoneOffsetTransition change, Remark remark) {
    var at = change.getInstant();
    return new Occurrence(
        at,
        at.atOffset(change.getOffsetAfter()),
        firstMissing(change),
        remark,
        zoned.missing(change));
  }

  private LocalDateTime firstMissing(ZoneOffsetTransition change) {
    long from = ZonedCron.minuteNotBefore(change.getDateTimeBefore());
    long to = ZonedCron.minuteNotBefore(change.getDateTimeAfter());
    long minute = cron.fields().first(from, to);
    return LocalDateTime.ofEpochSecond(minute * 60, 0, ZoneOffset.UTC);
  }
}
