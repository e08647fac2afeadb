package dev.holdfast.core.schedule;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a zone: the name of a place as IANA has it, `UTC`, or a fixed offset such as `+02:00`.
final class Zones {
  private static final String WHERE = "zone";
  private static final int LENGTH_MAX = 60;
  private static final int NEAREST_MAX = 3;
  private static final Pattern OFFSET = Pattern.compile("[+-]\\d{2}:\\d{2}");
  private static final Pattern PREFIXED_OFFSET = Pattern.compile("(?:UTC|GMT|UT)([+-].*)");
  private static final Set<String> NAMES = Set.copyOf(ZoneId.getAvailableZoneIds());

  private Zones() {}

  static Reading<ZoneId> read(String text) {
    var name = text.strip();
    if (name.isEmpty()) {
      return Reading.refused(WHERE, "is missing; name one, such as Europe/Berlin or UTC");
    }
    if (name.length() > LENGTH_MAX) {
      return Reading.refused(
          WHERE, "is " + name.length() + " characters long; no zone has such a name");
    }
    if (NAMES.contains(name)) {
      return new Reading.Understood<>(ZoneId.of(name));
    }
    return name.equals("Z") || OFFSET.matcher(name).matches() ? offset(name) : unknown(name);
  }

  private static Reading<ZoneId> offset(String name) {
    try {
      return new Reading.Understood<>(ZoneOffset.of(name));
    } catch (DateTimeException impossible) {
      return Reading.refused(
          WHERE, "'" + name + "' is no offset from UTC; they go from -18:00 to +18:00");
    }
  }

  private static Reading<ZoneId> unknown(String name) {
    if (name.startsWith("+") || name.startsWith("-") || PREFIXED_OFFSET.matcher(name).matches()) {
      return Reading.refused(WHERE, "'" + name + "' is not known; write an offset as +02:00");
    }
    var nearest = nearest(name);
    return Reading.refused(
        WHERE,
        "'"
            + name
            + "' is not known; "
            + (nearest.isEmpty()
                ? "write the name of a place, such as Europe/Berlin, or UTC"
                : "did you mean " + String.join(", ", nearest) + "?"));
  }

  private record Near(String name, int distance) {}

  private static List<String> nearest(String name) {
    var wanted = name.toLowerCase(Locale.ROOT).replace(' ', '_');
    var near = new ArrayList<Near>();
    for (var known : NAMES) {
      near.add(new Near(known, apart(wanted, known.toLowerCase(Locale.ROOT))));
    }
    int least = near.stream().mapToInt(Near::distance).min().orElse(LENGTH_MAX);
    return near.stream()
        .filter(one -> one.distance() <= least + 1 && one.distance() * 3 <= wanted.length())
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(NEAREST_MAX)
        .map(Near::name)
        .toList();
  }

  /// A place is often written without what it lies in, so its last part alone may be close as well.
  private static int apart(String wanted, String known) {
    int whole = Typing.distance(wanted, known);
    int place = Typing.distance(lastPart(wanted), lastPart(known));
    return Math.min(whole, place);
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
