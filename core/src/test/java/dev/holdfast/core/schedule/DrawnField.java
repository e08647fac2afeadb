package dev.holdfast.core.schedule;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// A field of a cron drawn by lot: its text, and the values that it means. The meaning is drawn up
/// here next to the text, not read from it.
record DrawnField(String text, BitSet values) {
  /// A field's numbers, and the names that stand for them, beginning with the least.
  record Numbers(int least, int greatest, List<String> names) {
    int size() {
      return greatest - least + 1;
    }
  }

  static final Numbers MINUTES = new Numbers(0, 59, List.of());
  static final Numbers HOURS = new Numbers(0, 23, List.of());
  static final Numbers DAYS = new Numbers(1, 31, List.of());
  static final Numbers MONTHS =
      new Numbers(
          1,
          12,
          List.of(
              "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"));
  static final Numbers WEEKDAYS =
      new Numbers(0, 6, List.of("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"));

  boolean has(int value) {
    return values.get(value);
  }

  static DrawnField draw(Random random, Numbers numbers) {
    var first = item(random, numbers);
    if (random.nextInt(4) > 0) {
      return first;
    }
    var second = item(random, numbers);
    var both = (BitSet) first.values().clone();
    both.or(second.values());
    return new DrawnField(first.text() + "," + second.text(), both);
  }

  /// A field that has a given value, and perhaps others.
  static DrawnField around(Random random, Numbers numbers, int value) {
    var drawn = draw(random, numbers);
    if (drawn.has(value)) {
      return drawn;
    }
    var more = (BitSet) drawn.values().clone();
    more.set(value);
    return new DrawnField(drawn.text() + "," + word(random, numbers, value), more);
  }

  private static DrawnField item(Random random, Numbers numbers) {
    int one = numbers.least() + random.nextInt(numbers.size());
    int other = numbers.least() + random.nextInt(numbers.size());
    int step = 1 + random.nextInt(numbers.size() - 1);
    int from = Math.min(one, other);
    int to = Math.max(one, other);
    var first = word(random, numbers, from);
    var last = word(random, numbers, to);
    return switch (random.nextInt(7)) {
      case 0 -> range("*", numbers.least(), numbers.greatest(), 1);
      case 1 -> range("*/" + step, numbers.least(), numbers.greatest(), step);
      case 2 -> range(first + "-" + last, from, to, 1);
      case 3 -> range(first + "-" + last + "/" + step, from, to, step);
      case 4 -> range(first + "/" + step, from, numbers.greatest(), step);
      case 5 -> from < to ? wrapped(numbers, from, to) : single(first, from);
      default -> single(first, from);
    };
  }

  /// From the later around the turn to the earlier, where there are names.
  private static DrawnField wrapped(Numbers numbers, int from, int to) {
    if (numbers.names().isEmpty()) {
      return single(Integer.toString(from), from);
    }
    var values = new BitSet();
    values.set(to, numbers.greatest() + 1);
    values.set(numbers.least(), from + 1);
    return new DrawnField(
        numbers.names().get(to - numbers.least())
            + "-"
            + numbers.names().get(from - numbers.least()),
        values);
  }

  private static DrawnField single(String text, int value) {
    return range(text, value, value, 1);
  }

  private static DrawnField range(String text, int from, int to, int step) {
    var values = new BitSet();
    for (int value = from; value <= to; value += step) {
      values.set(value);
    }
    return new DrawnField(text, values);
  }

  private static String word(Random random, Numbers numbers, int value) {
    if (numbers.names().isEmpty() || random.nextBoolean()) {
      return Integer.toString(value);
    }
    var name = numbers.names().get(value - numbers.least());
    return random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT);
  }
}
