package dev.holdfast.core.schedule;

import dev.holdfast.core.Finding;
import java.util.List;

/// Schedules of tests, as they are written.
final class Written {
  private Written() {}

  static Schedule cron(String text, String zone) {
    return cron(text, zone, "", "");
  }

  static Schedule cron(String text, String zone, String gap, String overlapHour) {
    return understood(Schedules.cron(text, zone, gap, overlapHour));
  }

  static <T> T understood(Reading<T> reading) {
    return switch (reading) {
      case Reading.Understood<T>(var value) -> value;
      case Reading.Refused<T>(var findings) -> throw new AssertionError(findings.toString());
    };
  }

  static List<String> refused(Reading<?> reading) {
    return switch (reading) {
      case Reading.Understood<?>(var value) -> throw new AssertionError("accepted: " + value);
      case Reading.Refused<?>(var findings) -> findings.stream().map(Finding::toString).toList();
    };
  }
}
