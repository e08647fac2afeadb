package dev.holdfast.core.schedule;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Small pieces of English.
final class Phrases {
  private static final int RUN_MIN = 3;
  private static final int TEN = 10;
  private static final List<String> ORDINALS =
      List.of("first", "second", "third", "fourth", "fifth");

  private Phrases() {}

  /// `a`, `a and b`, `a, b and c`.
  static String list(List<String> words) {
    return list(words, "and");
  }

  private static String list(List<String> words, String last) {
    int size = words.size();
    return size < 2
        ? String.join("", words)
        : String.join(", ", words.subList(0, size - 1)) + " " + last + " " + words.getLast();
  }

  /// The bits that are set, in order.
  static int[] bits(long bits) {
    return IntStream.range(0, Long.SIZE).filter(bit -> (bits >>> bit & 1) != 0).toArray();
  }

  static List<String> words(long bits, IntFunction<String> word) {
    return IntStream.of(bits(bits)).mapToObj(word).toList();
  }

  /// Like [#list], where three or more in a row are `a to c`.
  static String runs(long bits, IntFunction<String> word) {
    var words = new ArrayList<String>();
    var places = bits(bits);
    int from = 0;
    while (from < places.length) {
      int to = from;
      while (to + 1 < places.length && places[to + 1] == places[to] + 1) {
        to++;
      }
      if (to - from + 1 >= RUN_MIN) {
        words.add(word.apply(places[from]) + " to " + word.apply(places[to]));
      } else {
        IntStream.rangeClosed(from, to).forEach(i -> words.add(word.apply(places[i])));
      }
      from = to + 1;
    }
    return list(words);
  }

  static String month(int number) {
    return Month.of(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /// `first` to `fifth`.
  static String ordinal(int number) {
    return ORDINALS.get(number - 1);
  }

  /// `1st`, `22nd`, `13th`.
  static String numeral(int number) {
    boolean teen = number / TEN == 1;
    var ending =
        switch (teen ? 0 : number % TEN) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
    return number + ending;
  }

  /// `every hour`, `every 2 hours`.
  static String every(long count, String unit) {
    return count == 1 ? "every " + unit : "every " + count(count, unit);
  }

  /// `1 hour`, `2 hours`.
  static String count(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
