package dev.holdfast.cli.show;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A run as a person reads it: one line for each thing that happened, with the time since the
/// first.
public final class Timeline {
  private static final String DETAIL = " ".repeat(13);
  private static final long MILLIS_PER_SECOND = 1000;
  private static final long MINUTES_FROM = 600;

  private final Screen screen;
  private Optional<Instant> start = Optional.empty();
  // A run tells its task's diagnostic again: once is enough to read.
  private List<String> last = List.of();

  public Timeline(Screen screen) {
    this.screen = screen;
  }

  /// Shows one event: `at` is when it happened, `event` says what with its member `is`.
  public void tell(String at, JsonNode event) {
    Telling.of(event).ifPresent(told -> show(at, told));
  }

  private void show(String at, Told told) {
    var palette = screen.palette();
    screen.line(palette.quiet(since(at)) + "  " + told.mark().in(palette) + " " + told.sentence());
    if (told.details().equals(last)) {
      return;
    }
    last = told.details();
    for (var detail : told.details()) {
      if (!detail.isBlank()) {
        screen.line(DETAIL + palette.quiet(detail.replace("\n", "\n" + DETAIL)));
      }
    }
  }

  private String since(String at) {
    if (at.isEmpty()) {
      return " ".repeat(9);
    }
    var moment = OffsetDateTime.parse(at).toInstant();
    var first = start.orElse(moment);
    start = Optional.of(first);
    return "%9s".formatted(amount(Duration.between(first, moment)));
  }

  private static String amount(Duration elapsed) {
    long seconds = elapsed.toSeconds();
    if (seconds >= MINUTES_FROM) {
      return "+" + elapsed.toMinutes() + "m";
    }
    return "+%d.%03ds".formatted(seconds, elapsed.toMillis() % MILLIS_PER_SECOND);
  }
}
