package dev.holdfast.core.schedule;

import dev.holdfast.core.Finding;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The four texts that say a cron, as somebody wrote them.
///
/// @param gap `next` or `skip`; empty for `next`
/// @param overlapHour `first` or `both`; empty for `first`
public record CronSource(String cron, String zone, String gap, String overlapHour) {
  /// The schedule, or everything that is wrong with the four texts.
  public Reading<Schedule> read() {
    var findings = new ArrayList<Finding>();
    var fields = value(CronText.read(cron), findings);
    var place = value(Zones.read(zone), findings);
    var atGap = value(choice("gap", gap, Gap.NEXT), findings);
    var atOverlap = value(choice("overlapHour", overlapHour, OverlapHour.FIRST), findings);
    return findings.isEmpty()
        ? new Reading.Understood<>(
            schedule(fields.orElseThrow(), place.orElseThrow(), atGap, atOverlap))
        : new Reading.Refused<>(findings);
  }

  private Schedule schedule(
      CronFields fields, ZoneId place, Optional<Gap> atGap, Optional<OverlapHour> atOverlap) {
    var text = cron.strip().replaceAll("\\s+", " ");
    return new Schedule.Cron(text, fields, place, atGap.orElseThrow(), atOverlap.orElseThrow());
  }

  private static <T> Optional<T> value(Reading<T> reading, List<Finding> findings) {
    return switch (reading) {
      case Reading.Understood<T>(var value) -> Optional.of(value);
      case Reading.Refused<T>(var found) -> {
        findings.addAll(found);
        yield Optional.empty();
      }
    };
  }

  /// A choice by its word in lower case; without a word it is the usual one.
  private static <E extends Enum<E>> Reading<E> choice(String where, String word, E usual) {
    if (word.isEmpty()) {
      return new Reading.Understood<>(usual);
    }
    var choices = usual.getDeclaringClass().getEnumConstants();
    for (var choice : choices) {
      if (Lines.word(choice).equals(word.toLowerCase(Locale.ROOT))) {
        return new Reading.Understood<>(choice);
      }
    }
    var known = Stream.of(choices).map(Lines::word).collect(Collectors.joining(" or "));
    return Reading.refused(where, "'" + word + "' is not a choice; write " + known);
  }
}
