package dev.holdfast.core.schedule;

import dev.holdfast.core.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads values, ranges and steps of one item of a list in one field of a cron: `5`, `MON-FRI`,
/// `*/15`. What is wrong goes to the findings; then there is no value.
final class CronItem {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

  private final CronField field;
  private final String where;
  private final List<Finding> findings;

  CronItem(CronField field, String where, List<Finding> findings) {
    this.field = field;
    this.where = where;
    this.findings = findings;
  }

  void refuse(String what) {
    findings.add(new Finding(where, what));
  }

  /// The values of an item as bits; Sunday is 0 only. Nothing if the item is wrong.
  long values(String item) {
    int slash = item.indexOf('/');
    var body = slash < 0 ? item : item.substring(0, slash);
    var step = slash < 0 ? OptionalInt.of(1) : step(item.substring(slash + 1));
    var ends = ends(body, slash >= 0);
    if (ends.isEmpty() || step.isEmpty()) {
      return 0;
    }
    return bits(ends.get().from(), ends.get().to(), step.getAsInt());
  }

  /// Both ends of a range; `to` is beyond the greatest value where the range wraps.
  private record Ends(int from, int to) {}

  private Optional<Ends> ends(String body, boolean stepped) {
    if (body.equals("*")) {
      return Optional.of(new Ends(field.least(), field.least() + field.size() - 1));
    }
    int dash = body.indexOf('-');
    if (dash >= 0) {
      return range(body, body.substring(0, dash), body.substring(dash + 1));
    }
    var value = value(body);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    int from = value.getAsInt();
    int to = stepped ? Math.max(from, field.least() + field.size() - 1) : from;
    return Optional.of(new Ends(from, to));
  }

  private Optional<Ends> range(String body, String first, String second) {
    var from = value(first);
    var to = value(second);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (from.getAsInt() <= to.getAsInt()) {
      return Optional.of(new Ends(from.getAsInt(), to.getAsInt()));
    }
    if (isName(first) && isName(second)) {
      return Optional.of(new Ends(from.getAsInt(), to.getAsInt() + field.size()));
    }
    refuse(
        "'"
            + body
            + "' runs backwards; write '"
            + forwards(from.getAsInt(), to.getAsInt())
            + "' for the values around the turn");
    return Optional.empty();
  }

  private String forwards(int from, int to) {
    int greatest = field.least() + field.size() - 1;
    return part(Math.min(from, greatest), greatest) + "," + part(field.least(), to);
  }

  private static String part(int from, int to) {
    return from == to ? Integer.toString(from) : from + "-" + to;
  }

  private long bits(int from, int to, int step) {
    long bits = 0;
    for (int value = from; value <= to; value += step) {
      bits |= 1L << (field.least() + (value - field.least()) % field.size());
    }
    return bits;
  }

  private OptionalInt step(String text) {
    if (!NUMBER.matcher(text).matches()) {
      refuse("'" + text + "' is not a step; write a whole number of at least 1 behind '/'");
      return OptionalInt.empty();
    }
    int step = Integer.parseInt(text);
    if (step == 0) {
      refuse("a step of 0 never moves on; write at least 1");
    } else if (step >= field.size()) {
      refuse(
          "a step of "
              + step
              + " is longer than the field, which has "
              + field.size()
              + " values, so it would never be taken; write the single value instead");
    }
    return step == 0 || step >= field.size() ? OptionalInt.empty() : OptionalInt.of(step);
  }

  /// One value, by its number or its name.
  OptionalInt value(String text) {
    if (text.isEmpty()) {
      refuse("a value is missing; allowed: " + field.range());
      return OptionalInt.empty();
    }
    if (!isDigits(text)) {
      return named(text);
    }
    boolean fits = NUMBER.matcher(text).matches();
    int value = fits ? Integer.parseInt(text) : Integer.MAX_VALUE;
    if (value < field.least() || value > field.greatest()) {
      refuse(text + " is out of range; allowed: " + field.range());
      return OptionalInt.empty();
    }
    return OptionalInt.of(value);
  }

  private OptionalInt named(String text) {
    int place = field.names().indexOf(upper(text));
    if (place < 0) {
      refuse("'" + text + "' is not a value" + hint(text));
      return OptionalInt.empty();
    }
    return OptionalInt.of(field.least() + place);
  }

  private boolean isName(String text) {
    return field.names().contains(upper(text));
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private String hint(String text) {
    var elsewhere =
        Arrays.stream(CronField.values()).filter(other -> other.names().contains(upper(text)));
    var places = elsewhere.map(CronField::title).collect(Collectors.joining());
    if (!places.isEmpty()) {
      return "; it belongs into the field '" + places + "'; allowed here: " + field.range();
    }
    boolean begins = WORD.matcher(text).matches() && text.length() > 3;
    var start = begins ? upper(text.substring(0, 3)) : "";
    return field.names().contains(start)
        ? "; names have three letters: did you mean '" + start + "'?"
        : "; allowed: " + field.range();
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
