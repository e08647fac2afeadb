package dev.holdfast.gateway.jobs;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import dev.holdfast.core.schedule.Occurrence;
import dev.holdfast.core.schedule.Occurrence.Remark;
import dev.holdfast.core.schedule.Schedule;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.scheduling.Timetable;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How the instants to come look.
final class Times {
  private Times() {}

  /// The next instants after one and up to another, and what is left out between them.
  static List<Doc> after(Schedule schedule, Instant after, Instant until, int max) {
    return schedule.occurrences(after, max).stream()
        .filter(occurrence -> !occurrence.at().isAfter(until))
        .map(Times::doc)
        .toList();
  }

  private static Doc doc(Occurrence occurrence) {
    var doc = plain(occurrence);
    if (occurrence.remark() == Remark.ORDINARY) {
      return doc;
    }
    return doc.text("remark", Words.of(occurrence.remark()))
        .text("meant", occurrence.meant().toString())
        .number("times", occurrence.times())
        .text("words", occurrence.words());
  }

  private static Doc plain(Occurrence occurrence) {
    return new Doc()
        .time("at", occurrence.at())
        .text("local", ISO_OFFSET_DATE_TIME.format(occurrence.local()));
  }

  /// The next instants of a job, if it were enabled from now on where it is not.
  static List<Doc> of(Job job, Instant now, int max) {
    var bounds = job.spec().manner().bounds();
    return after(Timetable.of(job.spec()), from(job, now), bounds.until(), max);
  }

  /// The next instant that will be run; empty for a job that is out of service.
  static Optional<Doc> next(Job job, Instant now) {
    return switch (job.phase()) {
      case Phase.On _, Phase.Paused _ ->
          Timetable.of(job.spec()).occurrences(from(job, now), 1).stream()
              .filter(occurrence -> occurrence.remark() != Remark.SKIPPED_IN_GAP)
              .filter(occurrence -> !occurrence.at().isAfter(job.spec().manner().bounds().until()))
              .findFirst()
              .map(Times::plain);
      case Phase.Off _, Phase.Enabling _, Phase.Tripped _, Phase.Over _, Phase.Removed _ ->
          Optional.empty();
    };
  }

  /// What a job that is on has not accounted for yet may lie in the past.
  private static Instant from(Job job, Instant now) {
    var cursor = job.cursor().at();
    return switch (job.phase()) {
      case Phase.On() -> cursor;
      case Phase.Paused(_, var until) -> until.isAfter(now) ? until : now;
      case Phase.Off _, Phase.Enabling _, Phase.Tripped _, Phase.Over _, Phase.Removed _ ->
          cursor.isAfter(now) ? cursor : now;
    };
  }
}
