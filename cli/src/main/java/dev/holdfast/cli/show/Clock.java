package dev.holdfast.cli.show;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Times as the clock on a job's wall shows them: `Mon 23 Nov 09:00`, with the year where it is
/// another one.
record Clock(ZoneId zone) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  static final Clock UTC = new Clock(ZoneOffset.UTC);

  /// The clock of a job's schedule; that of UTC where it names none that is known here.
  static Clock of(JsonNode job) {
    try {
      return new Clock(ZoneId.of(job.at("/spec/schedule/zone").asString("Z")));
    } catch (DateTimeException _) {
      return UTC;
    }
  }

  /// Whether the words of the schedule leave out where its clock hangs.
  boolean isUtc() {
    return zone.equals(ZoneOffset.UTC);
  }

  /// A time of the API (RFC 3339), as it was given where it is none.
  String of(String time) {
    try {
      return at(OffsetDateTime.parse(time).atZoneSameInstant(zone));
    } catch (DateTimeException _) {
      return Sheet.clean(time);
    }
  }

  /// With the offset that it is told in.
  static String local(String time) {
    try {
      var local = OffsetDateTime.parse(time);
      var offset = local.getOffset().equals(ZoneOffset.UTC) ? "UTC" : local.getOffset().toString();
      return at(local.toZonedDateTime()) + " " + offset;
    } catch (DateTimeException _) {
      return Sheet.clean(time);
    }
  }

  private static String at(ZonedDateTime time) {
    var year = time.getYear() == Year.now(time.getZone()).getValue() ? "" : " " + time.getYear();
    return time.format(DAY) + year + " " + time.format(time.getSecond() == 0 ? MINUTE : SECOND);
  }
}
