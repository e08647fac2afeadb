package dev.holdfast.core.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/// One instant of a schedule as people look at it; or times that are left out at that instant.
///
/// @param local what the clock on the wall shows then
/// @param meant the local time that was asked for; another than `local` only around a gap
/// @param times how many local times it stands for: more than one where a gap's are drawn together
public record Occurrence(
    Instant at, OffsetDateTime local, LocalDateTime meant, Remark remark, long times) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  public enum Remark {
    ORDINARY,
    /// The time that was meant does not exist; it fires at the first instant behind the gap.
    MOVED_OUT_OF_GAP,
    /// The clock shows this time twice; this is the first.
    FIRST_OF_TWO,
    SECOND_OF_TWO,
    /// Nothing fires: the time that was meant does not exist.
    SKIPPED_IN_GAP
  }

  /// What is remarkable about it, in words; empty for an ordinary one.
  public String words() {
    return switch (remark) {
      case ORDINARY -> "";
      case MOVED_OUT_OF_GAP -> missing() + "; moved to the first instant after";
      case FIRST_OF_TWO -> "the clock shows this time twice; this is the first";
      case SECOND_OF_TWO -> "the clock shows this time twice; this is the second";
      case SKIPPED_IN_GAP -> missing() + "; skipped";
    };
  }

  private String missing() {
    var time = meant.format(TIME);
    var day = meant.toLocalDate();
    return times == 1
        ? time + " does not exist on " + day
        : times + " times from " + time + " do not exist on " + day;
  }
}
